#include "engine/principal/directory.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace leastwise {
namespace {

Guid guid(std::uint8_t n) {
  Guid id;
  id.bytes[0] = n;
  return id;
}

PrincipalRecord described(std::uint8_t n, PrincipalType type = PrincipalType::kUnstated) {
  return {.id = guid(n), .type = type, .from_directory = true};
}

constexpr SourcePlace kHere{FileId(0), 3, 1};
constexpr SourcePlace kThere{FileId(1), 5, 1};

TEST(PrincipalType, ReadsAzuresSpellingInAnyCase) {
  EXPECT_EQ(parse_principal_type("User"), PrincipalType::kUser);
  EXPECT_EQ(parse_principal_type("GROUP"), PrincipalType::kGroup);
  EXPECT_EQ(parse_principal_type("serviceprincipal"), PrincipalType::kServicePrincipal);
  EXPECT_EQ(parse_principal_type("MSI"), PrincipalType::kServicePrincipal);
  EXPECT_EQ(parse_principal_type("Application"), PrincipalType::kServicePrincipal);
  EXPECT_EQ(parse_principal_type("ForeignGroup"), PrincipalType::kForeignGroup);
  EXPECT_EQ(parse_principal_type("Device"), PrincipalType::kDevice);
  EXPECT_EQ(parse_principal_type("Unknown"), PrincipalType::kDeleted);
  EXPECT_EQ(parse_principal_type(""), PrincipalType::kUnstated);
  EXPECT_EQ(parse_principal_type("Everyone"), PrincipalType::kUnstated);
  for (const auto type : {PrincipalType::kUser, PrincipalType::kGroup, PrincipalType::kDevice,
                          PrincipalType::kServicePrincipal, PrincipalType::kForeignGroup}) {
    EXPECT_EQ(parse_principal_type(to_string(type)), type);
  }
}

TEST(PrincipalType, OnlyGroupsAndTheUnstatedMayHaveMembers) {
  EXPECT_TRUE(may_have_members(PrincipalType::kGroup));
  EXPECT_TRUE(may_have_members(PrincipalType::kForeignGroup));
  EXPECT_TRUE(may_have_members(PrincipalType::kUnstated));
  EXPECT_FALSE(may_have_members(PrincipalType::kUser));
  EXPECT_FALSE(may_have_members(PrincipalType::kServicePrincipal));
  EXPECT_FALSE(may_have_members(PrincipalType::kDevice));
  EXPECT_FALSE(may_have_members(PrincipalType::kDeleted));
}

TEST(Directory, AddsAPrincipalOnceAndFillsInWhatIsMissing) {
  Directory directory;
  const PrincipalId id = directory.add({.id = guid(1), .type = PrincipalType::kUser}, kHere);
  EXPECT_EQ(directory.add({.id = guid(1), .display_name = "Ann", .guest = true}, kThere), id);
  EXPECT_EQ(directory.add({.id = guid(1), .display_name = "Other", .guest = false}, kThere), id);
  EXPECT_EQ(directory.size(), 1U);
  EXPECT_EQ(directory[id].type, PrincipalType::kUser);
  EXPECT_EQ(directory.text(directory[id].display_name), "Ann");
  EXPECT_EQ(directory.text(directory[id].user_principal_name), "");
  EXPECT_EQ(directory[id].guest, true);
  EXPECT_FALSE(directory[id].account_enabled);
  EXPECT_EQ(directory[id].place, kHere);
  EXPECT_EQ(directory.find(guid(1)), id);
  EXPECT_FALSE(directory.find(guid(2)));
}

// Every order of the same records gives the same type.
TEST(Directory, TypeDoesNotDependOnTheOrderOfRecords) {
  struct Case {
    std::vector<PrincipalRecord> records;
    PrincipalType expected;
  };
  const auto assigned = [](PrincipalType type) {
    return PrincipalRecord{.id = guid(1), .type = type};
  };
  const std::vector<Case> cases = {
      {{assigned(PrincipalType::kUnstated), assigned(PrincipalType::kUser)}, PrincipalType::kUser},
      {{assigned(PrincipalType::kDeleted), assigned(PrincipalType::kUnstated)},
       PrincipalType::kDeleted},
      // The directory still holds what one export calls gone.
      {{assigned(PrincipalType::kDeleted), described(1, PrincipalType::kGroup)},
       PrincipalType::kGroup},
      // A directory export beats what assignments say.
      {{assigned(PrincipalType::kUser), described(1, PrincipalType::kServicePrincipal)},
       PrincipalType::kServicePrincipal},
      {{assigned(PrincipalType::kGroup), described(1, PrincipalType::kUser),
        assigned(PrincipalType::kDeleted)},
       PrincipalType::kUser},
      // Of equals the one that may have members is kept: unknown rather than wrong.
      {{assigned(PrincipalType::kUser), assigned(PrincipalType::kGroup)}, PrincipalType::kGroup},
      {{described(1, PrincipalType::kUser), described(1, PrincipalType::kGroup)},
       PrincipalType::kGroup},
      {{described(1), assigned(PrincipalType::kDevice)}, PrincipalType::kDevice},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    std::vector<std::size_t> order(cases[i].records.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
      order[k] = k;
    }
    do {
      Directory directory;
      for (const std::size_t k : order) {
        directory.add(cases[i].records[k], kHere);
      }
      EXPECT_EQ(directory[PrincipalId(0)].type, cases[i].expected) << "case " << i;
    } while (std::ranges::next_permutation(order).found);
  }
}

TEST(Directory, ADirectoryExportBeatsAnAssignmentWhicheverComesFirst) {
  PrincipalRecord export_record = described(1, PrincipalType::kUser);
  export_record.display_name = "Ann Example";
  export_record.user_principal_name = "ann@example.org";
  export_record.app_id = guid(8);
  const PrincipalRecord assignment{.id = guid(1),
                                   .type = PrincipalType::kUser,
                                   .display_name = "ann",
                                   .user_principal_name = "old@example.org",
                                   .app_id = guid(9)};
  for (const bool export_first : {true, false}) {
    Directory directory;
    directory.add(export_first ? export_record : assignment, export_first ? kHere : kThere);
    directory.add(export_first ? assignment : export_record, export_first ? kThere : kHere);
    const Principal& principal = directory[PrincipalId(0)];
    EXPECT_EQ(directory.text(principal.display_name), "Ann Example");
    EXPECT_EQ(directory.text(principal.user_principal_name), "ann@example.org");
    EXPECT_EQ(principal.app_id, guid(8));
    EXPECT_EQ(principal.place, kHere);
  }
}

TEST(Directory, ABareIdInAMemberListDescribesNothing) {
  Directory directory;
  directory.add({.id = guid(1), .type = PrincipalType::kUser}, kHere);
  directory.add(described(1), kThere);
  EXPECT_EQ(directory[PrincipalId(0)].place, kHere);
  EXPECT_FALSE(directory.is_described(PrincipalId(0)));
  PrincipalRecord full = described(1);
  full.display_name = "Ann";
  directory.add(full, kThere);
  EXPECT_TRUE(directory.is_described(PrincipalId(0)));
  EXPECT_EQ(directory[PrincipalId(0)].place, kThere);
}

TEST(Directory, KnowsDirectoryExportsThatContradictEachOther) {
  Directory directory;
  const PrincipalId assigned = directory.add({.id = guid(1), .type = PrincipalType::kUser}, kHere);
  EXPECT_FALSE(directory.contradicts(assigned, described(1, PrincipalType::kGroup)));
  const PrincipalId known = directory.add(described(2, PrincipalType::kUser), kHere);
  EXPECT_TRUE(directory.contradicts(known, described(2, PrincipalType::kGroup)));
  EXPECT_FALSE(directory.contradicts(known, described(2, PrincipalType::kUser)));
  EXPECT_FALSE(directory.contradicts(known, described(2)));
  EXPECT_FALSE(directory.contradicts(known, {.id = guid(2), .type = PrincipalType::kGroup}));
}

class DirectoryResolve : public ::testing::Test {
 protected:
  DirectoryResolve() {
    ann = add(1, "Ann", "ann@example.org");
    bob = add(2, "Bob", "bob@example.org");
    bob_too = add(3, "bob", "");
    pipeline =
        directory.add({.id = guid(4), .display_name = "pipeline", .app_id = guid(40)}, kHere);
  }

  PrincipalId add(std::uint8_t n, std::string_view name, std::string_view principal_name) {
    return directory.add({.id = guid(n),
                          .type = PrincipalType::kUser,
                          .display_name = name,
                          .user_principal_name = principal_name},
                         kHere);
  }

  Directory directory;
  PrincipalId ann, bob, bob_too, pipeline;
};

TEST_F(DirectoryResolve, TakesAnyOfTheNames) {
  EXPECT_EQ(directory.resolve(to_string(guid(1))), ann);
  EXPECT_EQ(directory.resolve("ANN@EXAMPLE.ORG"), ann);
  EXPECT_EQ(directory.resolve("ann"), ann);
  EXPECT_EQ(directory.resolve("bob@example.org"), bob);
  EXPECT_EQ(directory.resolve(to_string(guid(40))), pipeline);
}

TEST_F(DirectoryResolve, AnAmbiguousNameIsAnErrorWithItsCandidates) {
  const auto found = directory.resolve("BOB");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message, "2 principals are called `BOB`");
  EXPECT_NE(found.error().help.find(to_string(guid(2))), std::string::npos);
  EXPECT_NE(found.error().help.find(to_string(guid(3))), std::string::npos);
  for (std::uint8_t n = 100; n < 120; ++n) {
    add(n, "Team", "");
  }
  EXPECT_NE(directory.resolve("team").error().help.find("and 10 more"), std::string::npos);
}

TEST_F(DirectoryResolve, APrincipalNameGoesBeforeADisplayName) {
  add(5, "ann@example.org", "");
  EXPECT_EQ(directory.resolve("ann@example.org"), ann);
}

TEST_F(DirectoryResolve, AnObjectIdGoesBeforeAnApplicationId) {
  const PrincipalId owner = directory.add({.id = guid(40)}, kHere);
  EXPECT_EQ(directory.resolve(to_string(guid(40))), owner);
}

TEST_F(DirectoryResolve, TwoPrincipalsOfOneApplicationAreAmbiguous) {
  directory.add({.id = guid(6), .app_id = guid(40)}, kHere);
  EXPECT_FALSE(directory.resolve(to_string(guid(40))));
}

TEST_F(DirectoryResolve, AnUnknownGuidIsNobodyAndNoError) {
  const auto found = directory.resolve(to_string(guid(99)));
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->has_value());
  // Everyone is no principal, though nobody's application id is all zero as well.
  ASSERT_TRUE(directory.resolve(to_string(Guid())));
  EXPECT_FALSE(directory.resolve(to_string(Guid()))->has_value());
}

// Who calls himself by the id of another must not answer for that other.
TEST_F(DirectoryResolve, AGuidIsNeverADisplayName) {
  add(7, to_string(guid(99)), "");
  EXPECT_FALSE(directory.resolve(to_string(guid(99)))->has_value());
}

TEST_F(DirectoryResolve, UnknownAndEmptyNamesAreErrors) {
  EXPECT_EQ(directory.resolve("carol").error().message, "no principal is called `carol`");
  EXPECT_FALSE(directory.resolve("carol").error().help.empty());
  EXPECT_EQ(directory.resolve("").error().message, "the principal is empty");
}

TEST_F(DirectoryResolve, LabelsAreTheBestNames) {
  EXPECT_EQ(directory.label(ann), "ann@example.org");
  EXPECT_EQ(directory.label(bob_too), "bob");
  EXPECT_EQ(directory.label(directory.add({.id = guid(9)}, kHere)), to_string(guid(9)));
}

}  // namespace
}  // namespace leastwise

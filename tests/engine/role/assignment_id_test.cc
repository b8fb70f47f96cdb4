#include "engine/role/assignment_id.h"

#include <gtest/gtest.h>

#include <string>

namespace leastwise {
namespace {

constexpr std::string_view kGuid = "01234567-89ab-cdef-0123-456789abcdef";

std::string id_of(std::string_view scope, std::string_view type) {
  return std::string(scope) + "/providers/Microsoft.Authorization/" + std::string(type) + "/" +
         std::string(kGuid);
}

TEST(AssignmentIdRef, AnIdThatSaysNothingNewIsPutTogetherAgain) {
  const std::string scope = "/subscriptions/S/resourceGroups/Rg";
  for (const std::string_view type :
       {"roleAssignments", "roleEligibilityScheduleInstances", "roleAssignmentScheduleInstances"}) {
    const std::string id = id_of(scope, type);
    const auto ref = AssignmentIdRef::shortened(id, scope);
    ASSERT_TRUE(ref.has_value()) << type;
    EXPECT_EQ(ref->with_scope(scope), id);
    EXPECT_FALSE(ref->text().has_value());
    EXPECT_FALSE(ref->empty());
    EXPECT_TRUE(ref->is_sound(0));
  }
  const std::string at_root = id_of("", "roleAssignments");
  const auto ref = AssignmentIdRef::shortened(at_root, "/");
  ASSERT_TRUE(ref.has_value());
  EXPECT_EQ(ref->with_scope("/"), at_root);
}

TEST(AssignmentIdRef, AnyOtherIdIsNotShortened) {
  const std::string scope = "/subscriptions/s";
  const std::string id = id_of(scope, "roleAssignments");
  std::string upper = id;
  upper[upper.size() - 1] = 'F';
  EXPECT_FALSE(AssignmentIdRef::shortened(upper, scope));
  EXPECT_FALSE(AssignmentIdRef::shortened(id, "/subscriptions/S"));
  EXPECT_FALSE(AssignmentIdRef::shortened(id, "/subscriptions/t"));
  EXPECT_FALSE(AssignmentIdRef::shortened(id + "/", scope));
  EXPECT_FALSE(AssignmentIdRef::shortened(id.substr(0, id.size() - 1), scope));
  EXPECT_FALSE(AssignmentIdRef::shortened(id_of(scope, "denyAssignments"), scope));
  EXPECT_FALSE(AssignmentIdRef::shortened(kGuid, scope));
  EXPECT_FALSE(AssignmentIdRef::shortened("", scope));
}

TEST(AssignmentIdRef, ATextIsItsNumber) {
  const AssignmentIdRef ref(StringId(7));
  EXPECT_EQ(ref.text(), StringId(7));
  EXPECT_FALSE(ref.empty());
  EXPECT_TRUE(ref.is_sound(8));
  EXPECT_FALSE(ref.is_sound(7));
  EXPECT_TRUE(AssignmentIdRef().empty());
  EXPECT_EQ(AssignmentIdRef().text(), StringId(0));
}

}  // namespace
}  // namespace leastwise

#include "tests/property/model_tenant.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "engine/base/check.h"
#include "engine/role/records.h"
#include "engine/tenant/tenant_builder.h"
#include "tests/property/random_model.h"

namespace leastwise::property {
namespace {

// The records of one model, spelled at random, as steps that feed a builder.
class Teller {
 public:
  Teller(const oracle::Model& model, std::uint64_t spelling) : model_(model), random_(spelling) {}

  void tell(TenantBuilder& builder) {
    place_.file = builder.add_file("random.json");
    place_.line = 1;
    add_principals();
    add_hierarchy();
    add_roles();
    add_grants();
    add_denials();
    add_operations();
    std::ranges::shuffle(steps_, random_);
    for (const auto& step : steps_) {
      step(builder);
    }
  }

 private:
  using Step = std::function<void(TenantBuilder&)>;

  bool chance(unsigned percent) { return random_() % 100 < percent; }

  // Adds a step, and now and then the same once more, spelled in another way.
  void add(const std::function<Step()>& make) {
    steps_.push_back(make());
    if (chance(10)) {
      steps_.push_back(make());
    }
  }

  std::string respelled(std::string text) {
    if (chance(30)) {
      for (char& c : text) {
        c = c >= 'a' && c <= 'z' && chance(30) ? static_cast<char>(c - 32) : c;
      }
    }
    return text;
  }

  ScopePath scope(const std::string& text) {
    auto path = ScopePath::parse(respelled(text) + (chance(10) && text != "/" ? "/" : ""));
    check(path.has_value(), "models hold well-formed scopes");
    return std::move(*path);
  }

  std::vector<std::string> patterns(std::vector<std::string> texts) {
    std::ranges::shuffle(texts, random_);
    for (std::string& text : texts) {
      text = respelled(std::string(chance(5) ? " " : "") + text);
    }
    return texts;
  }

  std::vector<BlockRecord> blocks(const std::vector<oracle::Block>& blocks) {
    std::vector<BlockRecord> records;
    for (const oracle::Block& block : blocks) {
      records.push_back({.actions = patterns(block.actions),
                         .not_actions = patterns(block.not_actions),
                         .data_actions = patterns(block.data_actions),
                         .not_data_actions = patterns(block.not_data_actions),
                         .condition = block.condition,
                         .condition_version = block.condition.empty() ? "" : "2.0"});
    }
    return records;
  }

  [[nodiscard]] PrincipalType type_of(const std::string& id) const {
    const auto found = std::ranges::find(model_.principals, id, &oracle::Principal::id);
    return found == model_.principals.end() ? PrincipalType::kUnstated
                                            : parse_principal_type(found->type);
  }
  // What a record says of a principal beside its id: its type, or nothing.
  PrincipalType mentioned_type(const std::string& id) {
    return chance(50) ? type_of(id) : PrincipalType::kUnstated;
  }

  void add_principals() {
    for (const oracle::Principal& principal : model_.principals) {
      if (!principal.type.empty()) {
        add([&]() -> Step {
          DirectoryRecord record{.id = guid_of(principal.id),
                                 .type = parse_principal_type(respelled(principal.type)),
                                 .display_name = "name"};
          return [this, record](TenantBuilder& b) { b.add_principal(record, place_); };
        });
      }
    }
    for (const oracle::MemberList& list : model_.lists) {
      add([&]() -> Step {
        MemberListRecord record{.group = guid_of(list.group), .complete = list.complete};
        for (const std::string& member : list.members) {
          record.members.push_back({.id = guid_of(member), .type = mentioned_type(member)});
        }
        std::ranges::shuffle(record.members, random_);
        return [this, record](TenantBuilder& b) { b.add_members(record, place_); };
      });
    }
  }

  void add_hierarchy() {
    for (const oracle::Placement& placement : model_.placements) {
      add([&]() -> Step {
        HierarchyRecord record{.scope = scope(placement.child)};
        if (placement.parent == "/") {
          record.parent_kind = HierarchyRecord::Parent::kNone;
        } else if (!placement.parent.empty()) {
          record.parent_kind = HierarchyRecord::Parent::kGroup;
          record.parent = scope(placement.parent);
        }
        return [this, record](TenantBuilder& b) { b.add_hierarchy(record, place_); };
      });
    }
  }

  void add_roles() {
    for (const oracle::Role& role : model_.roles) {
      const auto make = [&]() -> Step {
        const RoleDefinitionRecord record{.id = guid_of(role.id),
                                          .name = role.id,
                                          .blocks = blocks(role.blocks),
                                          .lossy = role.told_by == oracle::Telling::kLossyInput};
        return [this, record, &role](TenantBuilder& b) {
          if (role.told_by == oracle::Telling::kCatalogue) {
            b.add_catalogue_role(record);
          } else {
            b.add_role(record, place_);
          }
        };
      };
      if (role.told_by == oracle::Telling::kCatalogue) {
        steps_.push_back(make());
      } else {
        add(make);
      }
    }
  }

  RoleAssignmentRecord assignment(const oracle::Grant& grant) {
    return {.id = respelled(grant.id),
            .scope = scope(grant.scope),
            .principal = guid_of(grant.principal),
            .principal_type = mentioned_type(grant.principal),
            .role = guid_of(grant.role),
            .condition = grant.condition,
            .condition_version = grant.condition.empty() ? "" : "2.0"};
  }

  void add_grants() {
    for (const oracle::Grant& grant : model_.grants) {
      add([&]() -> Step {
        if (!grant.instance) {
          return [this, record = assignment(grant)](TenantBuilder& b) {
            b.add_assignment(record, place_);
          };
        }
        ScheduleInstanceRecord record{.assignment = assignment(grant),
                                      .eligible = grant.eligible,
                                      .status = respelled(grant.status),
                                      .origin_assignment_id = respelled(grant.mirrors)};
        record.window.begin = grant.begin ? Instant{*grant.begin} : kBeginningOfTime;
        record.window.end = grant.end ? Instant{*grant.end} : kEndOfTime;
        return [this, record](TenantBuilder& b) { b.add_schedule_instance(record, place_); };
      });
    }
  }

  std::vector<DenyAssignmentRecord::Subject> subjects(const std::vector<std::string>& ids) {
    std::vector<DenyAssignmentRecord::Subject> subjects;
    for (const std::string& id : ids) {
      subjects.push_back({guid_of(id), mentioned_type(id)});
    }
    std::ranges::shuffle(subjects, random_);
    return subjects;
  }

  void add_denials() {
    for (const oracle::Denial& denial : model_.denials) {
      add([&]() -> Step {
        const DenyAssignmentRecord record{.id = respelled(denial.id),
                                          .name = denial.id,
                                          .scope = scope(denial.scope),
                                          .blocks = blocks(denial.blocks),
                                          .principals = subjects(denial.principals),
                                          .excluded = subjects(denial.excluded),
                                          .does_not_apply_to_child_scopes = denial.scope_only,
                                          .audit_only = denial.audit,
                                          .condition = denial.condition};
        return [this, record](TenantBuilder& b) { b.add_denial(record, place_); };
      });
    }
  }

  void add_operations() {
    constexpr OperationPlane kPlanesOfOperations[] = {OperationPlane::kControl,
                                                      OperationPlane::kData, OperationPlane::kBoth,
                                                      OperationPlane::kUnstated};
    for (const std::string& action : all_actions()) {
      if (chance(30)) {
        const KnownOperation operation{.plane = kPlanesOfOperations[random_() % 4],
                                       .origin = Origin::kInput};
        steps_.push_back([operation, name = respelled(action)](TenantBuilder& b) {
          b.add_operation(name, operation);
        });
      }
    }
  }

  const oracle::Model& model_;
  std::mt19937_64 random_;
  SourcePlace place_ = {};
  std::vector<Step> steps_ = {};
};

}  // namespace

Guid guid_of(const std::string& id) {
  const auto guid = parse_guid(id);
  check(guid.has_value(), "models name principals and roles by GUIDs");
  return *guid;
}

CompileOptions options_of(const oracle::View& view, std::uint64_t spelling) {
  CompileOptions options{
      .wildcards = view.reading, .at = Instant{view.at}, .include_eligible = view.include_eligible};
  if (spelling % 2 == 0) {
    options.merged_entries = spelling / 2 % 8;
  }
  return options;
}

std::optional<Tenant> tenant_of(const oracle::Model& model, std::uint64_t spelling) {
  Diagnostics diagnostics;
  TenantBuilder builder(diagnostics);
  Teller(model, spelling).tell(builder);
  auto tenant = builder.build();
  if (!tenant) {
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      if (diagnostic.severity == Severity::kError) {
        ADD_FAILURE() << diagnostic.code << ": " << diagnostic.message;
      }
    }
  }
  return tenant;
}

}  // namespace leastwise::property

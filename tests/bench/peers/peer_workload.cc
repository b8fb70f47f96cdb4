#include "tests/bench/peers/peer_workload.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/bench/peers/peer_rows.h"

namespace leastwise::bench {
namespace {

// Draws that are the same everywhere: the distributions of the standard library are not.
class Draw {
 public:
  std::size_t below(std::size_t end) { return engine_() % end; }
  bool connected() { return below(20) == 0; }  // the generators' probability: 0.05

  // The numbers of those of `count` that are connected.
  std::vector<std::size_t> some_of(std::size_t count) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < count; ++i) {
      if (connected()) {
        chosen.push_back(i);
      }
    }
    return chosen;
  }

  template <class List>
  const auto& one_of(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::mt19937_64 engine_{2024};
};

std::string numbered(std::string_view kind, std::size_t number) {
  return fmt::format("{}{}", kind, number);
}

template <std::size_t kGroups, std::size_t kUsers>
bool write_casbin(const std::filesystem::path& folder) {
  constexpr std::size_t kFan = 10;  // groups a resource, users a group
  constexpr std::size_t kRequests = 1'000;
  PeerRows rows(folder);
  for (std::size_t i = 0; i < kGroups; ++i) {
    rows.rule({"p", numbered("group", i), numbered("data", i / kFan), "read"});
  }
  for (std::size_t i = 0; i < kUsers; ++i) {
    rows.rule({"g", numbered("user", i), numbered("group", i / kFan)});
  }
  // The denied request of Casbin's benchmark, then some of which about half are allowed.
  rows.request(numbered("user", kUsers / 2 + 1), numbered("data", kGroups / kFan - 1), "read");
  constexpr std::size_t kStep = 7'919;  // a prime: every part of the workload is asked about
  for (std::size_t i = 1; i < kRequests; ++i) {
    const std::size_t user = i * kStep % kUsers;
    const std::size_t own = user / kFan / kFan;
    const std::size_t data = i % 2 == 0 ? own : (own + 1) % (kGroups / kFan);
    rows.request(numbered("user", user), numbered("data", data), "read");
  }
  return rows.finish();
}

struct Role {
  std::string_view name;
  std::vector<std::string_view> actions;
};

constexpr std::size_t kEntities = 50;  // of each type, the largest of the generators
constexpr std::size_t kRequests = 500;
constexpr std::string_view kEveryone = "everyone";

// What the three applications begin with: roles, groups, a group of all users.
void write_people(PeerRows& rows, const std::vector<Role>& roles,
                  const std::vector<std::string_view>& kinds_of_groups) {
  rows.rule({"e", "entities"});
  for (const Role& role : roles) {
    for (const std::string_view action : role.actions) {
      rows.rule({"a", role.name, action});
    }
  }
  rows.rule({"n", kEveryone});
  for (std::size_t i = 0; i < kEntities; ++i) {
    rows.rule({"g", numbered("user", i), kEveryone});
    for (const std::string_view kind : kinds_of_groups) {
      rows.rule({"n", numbered(kind, i)});
    }
  }
}

bool write_gdrive(const std::filesystem::path& folder) {
  PeerRows rows(folder);
  Draw draw;
  write_people(rows,
               {{"viewer", {"read"}},
                {"folderOwner", {"read", "write", "share", "createDocument"}},
                {"documentOwner", {"read", "write", "share", "changeOwner"}}},
               {"group"});
  for (std::size_t i = 0; i < kEntities; ++i) {
    for (const std::size_t parent : draw.some_of(kEntities)) {
      rows.rule({"r", numbered("document", i), numbered("folder", parent)});
    }
    for (const std::size_t parent : draw.some_of(i)) {  // a smaller number: no cycle
      rows.rule({"r", numbered("folder", i), numbered("folder", parent)});
    }
  }
  for (std::size_t i = 0; i < kEntities; ++i) {
    for (const std::size_t group : draw.some_of(kEntities)) {
      rows.rule({"g", numbered("user", i), numbered("group", group)});
    }
    for (const std::size_t document : draw.some_of(kEntities)) {
      rows.rule({"p", numbered("user", i), numbered("document", document), "documentOwner"});
    }
    for (const std::size_t owned : draw.some_of(kEntities)) {
      rows.rule({"p", numbered("user", i), numbered("folder", owned), "folderOwner"});
    }
    for (const std::string_view kind : {"document", "folder"}) {
      for (const std::string_view holder : {"user", "group"}) {
        for (const std::size_t viewer : draw.some_of(kEntities)) {
          rows.rule({"p", numbered(holder, viewer), numbered(kind, i), "viewer"});
        }
      }
    }
    if (draw.below(2) == 0) {
      rows.rule({"p", kEveryone, numbered("document", i), "viewer"});  // a public document
    }
  }
  constexpr std::string_view kOfDocuments[] = {"read", "write", "share", "changeOwner"};
  constexpr std::string_view kOfFolders[] = {"read", "write", "share", "createDocument"};
  for (std::size_t i = 0; i < kRequests; ++i) {
    const bool document = draw.below(2) == 0;
    rows.request(numbered("user", draw.below(kEntities)),
                 numbered(document ? "document" : "folder", draw.below(kEntities)),
                 draw.one_of(document ? kOfDocuments : kOfFolders));
  }
  return rows.finish();
}

bool write_github(const std::filesystem::path& folder) {
  constexpr std::string_view kActions[] = {"read", "triage", "write", "maintain", "admin"};
  constexpr std::string_view kRoles[] = {"reader", "triager", "writer", "maintainer",
                                         "administrator"};
  constexpr std::string_view kOrganizationRoles[] = {"reader", "writer", "administrator"};
  std::vector<Role> roles;
  for (std::size_t i = 0; i < std::size(kRoles); ++i) {  // each has the actions of those before it
    roles.push_back({kRoles[i], {std::begin(kActions), std::begin(kActions) + i + 1}});
  }
  PeerRows rows(folder);
  Draw draw;
  write_people(rows, roles, {"team", "staff"});
  for (std::size_t i = 0; i < kEntities; ++i) {
    rows.rule({"r", numbered("repository", i), numbered("organization", draw.below(kEntities))});
  }
  for (std::size_t i = 0; i < kEntities; ++i) {
    for (const std::size_t other : draw.some_of(kEntities)) {
      rows.rule({"p", numbered("staff", i), numbered("organization", other),
                 draw.one_of(kOrganizationRoles)});
    }
    for (const std::size_t team : draw.some_of(i)) {
      rows.rule({"g", numbered("team", i), numbered("team", team)});
    }
    for (const std::string_view holder : {"team", "user"}) {
      for (const std::size_t repository : draw.some_of(kEntities)) {
        rows.rule(
            {"p", numbered(holder, i), numbered("repository", repository), draw.one_of(kRoles)});
      }
    }
    for (const std::string_view group : {"team", "staff"}) {
      for (const std::size_t joined : draw.some_of(kEntities)) {
        rows.rule({"g", numbered("user", i), numbered(group, joined)});
      }
    }
    for (const std::size_t used : draw.some_of(kEntities)) {
      rows.rule({"p", numbered("user", i), numbered("organization", used),
                 draw.one_of(kOrganizationRoles)});
    }
  }
  for (std::size_t i = 0; i < kRequests; ++i) {
    rows.request(numbered("user", draw.below(kEntities)),
                 numbered("repository", draw.below(kEntities)), draw.one_of(kActions));
  }
  return rows.finish();
}

bool write_tinytodo(const std::filesystem::path& folder) {
  constexpr std::string_view kApplication = "application";
  const std::vector<Role> roles = {
      {"user", {"CreateList", "GetLists"}},
      {"reader", {"GetList"}},
      {"editor", {"GetList", "UpdateList", "CreateTask", "UpdateTask", "DeleteTask"}},
      {"owner",
       {"GetList", "UpdateList", "CreateTask", "UpdateTask", "DeleteTask", "DeleteList",
        "EditShares"}}};
  PeerRows rows(folder);
  Draw draw;
  write_people(rows, roles, {"team"});
  for (std::size_t i = 0; i < kEntities; ++i) {
    rows.rule({"r", numbered("list", i), kApplication});
  }
  rows.rule({"p", kEveryone, kApplication, "user"});
  for (std::size_t i = 0; i < kEntities; ++i) {
    for (const std::size_t team : draw.some_of(kEntities)) {
      rows.rule({"g", numbered("user", i), numbered("team", team)});
    }
    for (const std::size_t team : draw.some_of(i)) {
      rows.rule({"g", numbered("team", i), numbered("team", team)});
    }
    const std::string list = numbered("list", i);
    rows.rule({"p", numbered("user", draw.below(kEntities)), list, "owner"});
    rows.rule({"p", numbered("team", draw.below(kEntities)), list, "reader"});
    rows.rule({"p", numbered("team", draw.below(kEntities)), list, "editor"});
  }
  for (std::size_t i = 0; i < kRequests; ++i) {
    const bool of_application = draw.below(9) < 2;  // two of the nine actions
    rows.request(
        numbered("user", draw.below(kEntities)),
        of_application ? std::string(kApplication) : numbered("list", draw.below(kEntities)),
        draw.one_of(roles[of_application ? 0 : 3].actions));
  }
  return rows.finish();
}

struct HospitalPermission {
  std::string_view type;
  std::vector<std::string_view> actions;
};

struct HospitalRole {
  std::string_view name;
  std::size_t clearance = 0;  // 1 to 4
  std::vector<HospitalPermission> permissions;
};

const std::vector<HospitalRole>& hospital_roles() {
  static const std::vector<HospitalRole> roles = {
      {"attending",
       4,
       {{"PatientRecord", {"read", "write", "create"}},
        {"LabResult", {"read", "order"}},
        {"Prescription", {"read", "write", "prescribe"}},
        {"Imaging", {"read", "order"}},
        {"CareNote", {"read", "write", "create"}},
        {"Referral", {"read", "write", "create"}}}},
      {"resident",
       3,
       {{"PatientRecord", {"read", "write"}},
        {"LabResult", {"read"}},
        {"Prescription", {"read"}},
        {"Imaging", {"read", "order"}},
        {"CareNote", {"read", "write", "create"}},
        {"Referral", {"read", "create"}}}},
      {"nurse",
       3,
       {{"PatientRecord", {"read", "write"}},
        {"LabResult", {"read"}},
        {"Prescription", {"read"}},
        {"CareNote", {"read", "write", "create"}},
        {"Schedule", {"read", "write"}}}},
      {"labTech",
       2,
       {{"LabResult", {"read", "write", "create"}}, {"Imaging", {"read", "write", "create"}}}},
      {"pharmacist",
       3,
       {{"Prescription", {"read", "write", "approve"}}, {"PatientRecord", {"read"}}}},
      {"admin",
       2,
       {{"Schedule", {"read", "write", "create", "delete"}},
        {"BillingRecord", {"read", "write"}},
        {"AuditLog", {"read"}}}},
      {"billing",
       2,
       {{"BillingRecord", {"read", "write", "create", "bill"}}, {"PatientRecord", {"read"}}}},
      {"auditor",
       4,
       {{"AuditLog", {"read", "write", "create", "audit"}},
        {"PatientRecord", {"read"}},
        {"BillingRecord", {"read"}}}},
      {"researcher",
       1,
       {{"PatientRecord", {"read"}}, {"LabResult", {"read"}}, {"Imaging", {"read"}}}}};
  return roles;
}

constexpr std::string_view kHospitalActions[] = {"read",      "write", "create",    "delete",
                                                 "prescribe", "order", "discharge", "transfer",
                                                 "bill",      "audit", "approve",   "override"};
constexpr std::string_view kHospitalTypes[] = {
    "PatientRecord", "LabResult", "Prescription", "Imaging", "BillingRecord",
    "Schedule",      "CareNote",  "Referral",     "Consent", "AuditLog"};
constexpr std::size_t kLevels = 4;  // of sensitivity and of clearance

std::string level_of(std::size_t department, std::size_t level) {
  return fmt::format("department{}-level{}", department, level);
}

std::string role_in(std::string_view role, std::size_t department) {
  return fmt::format("{}-in-department{}", role, department);
}

void write_hospital_rules(PeerRows& rows, std::size_t departments) {
  for (const std::string_view type : kHospitalTypes) {
    for (const std::string_view action : kHospitalActions) {
      rows.rule({"o", fmt::format("{}/{}", type, action)});
    }
  }
  const auto add_role = [&](std::string_view role, const HospitalPermission& permission) {
    for (const std::string_view action : permission.actions) {
      rows.rule({"a", role, fmt::format("{}/{}", permission.type, action)});
    }
  };
  for (const HospitalRole& role : hospital_roles()) {
    for (const HospitalPermission& permission : role.permissions) {
      add_role(role.name, permission);
    }
  }
  for (const std::string_view type :
       {"PatientRecord", "LabResult", "Prescription", "Imaging", "CareNote"}) {
    add_role("emergency", {type, {"read", "write", "prescribe", "override"}});
  }
  for (std::size_t i = 0; i < departments; ++i) {
    rows.rule({"r", numbered("department", i), "hospital"});
    for (std::size_t level = 1; level <= kLevels; ++level) {
      rows.rule({"r", level_of(i, level), numbered("department", i)});
    }
  }
  rows.rule({"n", "emergency"});
  rows.rule({"p", "emergency", "hospital", "emergency"});
  for (std::size_t level = 1; level <= kLevels; ++level) {
    rows.rule({"n", numbered("clearance", level)});
  }
  for (std::size_t i = 0; i < departments; ++i) {
    for (const HospitalRole& role : hospital_roles()) {
      rows.rule({"n", role_in(role.name, i)});
      rows.rule({"p", role_in(role.name, i), numbered("department", i), role.name});
    }
    for (std::size_t level = 2; level <= kLevels; ++level) {
      for (std::size_t clearance = 1; clearance < level; ++clearance) {
        rows.rule({"d", numbered("clearance", clearance), level_of(i, level)});
      }
    }
  }
}

template <std::size_t kDepartments>
bool write_hospital(const std::filesystem::path& folder) {
  constexpr std::size_t kStaff = 5;  // a department
  PeerRows rows(folder);
  Draw draw;
  write_hospital_rules(rows, kDepartments);
  std::vector<const HospitalRole*> role_of;
  for (std::size_t staff = 0; staff < kDepartments * kStaff; ++staff) {
    const HospitalRole& role = draw.one_of(hospital_roles());
    role_of.push_back(&role);
    const std::string user = numbered("user", staff);
    rows.rule({"g", user, numbered("clearance", role.clearance)});
    // Their own department, and each other one by chance.
    for (std::size_t i = 0; i < kDepartments; ++i) {
      if (i == staff / kStaff || draw.connected()) {
        rows.rule({"g", user, role_in(role.name, i)});
      }
    }
  }
  for (std::size_t i = 0; i < kRequests; ++i) {
    const std::size_t staff = draw.below(kDepartments * kStaff);
    // Half of them ask in their own department, and half for what their role may do: drawn among
    // everything, hardly any request would be permitted.
    const std::size_t department = draw.below(2) == 0 ? staff / kStaff : draw.below(kDepartments);
    const HospitalPermission& own = draw.one_of(role_of[staff]->permissions);
    const bool of_role = draw.below(2) == 0;
    rows.request(numbered("user", staff), level_of(department, 1 + draw.below(kLevels)),
                 fmt::format("{}/{}", of_role ? own.type : draw.one_of(kHospitalTypes),
                             of_role ? draw.one_of(own.actions) : draw.one_of(kHospitalActions)));
  }
  return rows.finish();
}

constexpr PeerWorkload kWorkloads[] = {{"small", write_casbin<100, 1'000>},
                                       {"medium", write_casbin<1'000, 10'000>},
                                       {"large", write_casbin<10'000, 100'000>},
                                       {"gdrive", write_gdrive},
                                       {"github", write_github},
                                       {"tinytodo", write_tinytodo},
                                       {"hospital100", write_hospital<100>},
                                       {"hospital300", write_hospital<300>}};

}  // namespace

std::span<const PeerWorkload> peer_workloads() { return kWorkloads; }

}  // namespace leastwise::bench

// A small tenant that has something of everything, so that no array of its snapshot is empty.
#pragma once

#include "tests/support/small_tenant.h"

namespace leastwise::testing {

[[nodiscard]] inline SmallTenant rich_tenant() {
  SmallTenant t;
  t.user("ann");
  t.account("guest", true, false);
  t.group("inner", {"ann"});
  t.group("outer", {"inner", "guest"});
  t.group_without_list("open");
  t.root_group("root");
  t.place("team", "root");
  t.place("/subscriptions/s", "team", "Production");
  t.operation("Microsoft.X/things/read");
  t.operation("Microsoft.X/things/blobs/read", OperationPlane::kData);
  t.role("Reader", {{.actions = {"*/read"}, .not_actions = {"Microsoft.X/secrets/*"}}});
  t.role("Writer", {{.actions = {"Microsoft.X/*"}, .data_actions = {"Microsoft.X/*/read"}},
                    {.actions = {"Microsoft.Y/a*b/*/write"},
                     .condition = "@Resource[Microsoft.X:name] StringEquals 'a'"}});
  t.role(RoleDefinitionRecord{.name = "Scoped", .assignable_scopes = {"/subscriptions/s"}});
  t.assign("a1", {"outer", "Reader", "/subscriptions/s"});
  t.assign("a2", {"ann", "Writer", "/subscriptions/s/resourceGroups/g",
                  "@Resource[Microsoft.X:name] StringEquals 'b'"});
  t.assign("a3", {"open", "Writer", group_scope("lost")});
  t.assign("a4", {"ann", "Undefined", "/subscriptions/other"});
  t.eligible("e1", {"ann", "Reader", "/subscriptions/s"}, {Instant{10}, Instant{20}});
  t.scheduled("i1", {"guest", "Writer", "/subscriptions/s"}, {Instant{30}, Instant{40}});
  t.deny("d1", {.principals = {"everyone"},
                .excluded = {"inner"},
                .scope = "/subscriptions/s",
                .blocks = {{.actions = {"Microsoft.X/things/*"}}},
                .condition = "@Resource[Microsoft.X:name] StringEquals 'c'"});
  t.deny("d2", {.principals = {"outer", "open"}, .scope = "/", .scope_only = true});
  return t;
}

}  // namespace leastwise::testing

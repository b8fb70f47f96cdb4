// `leastwise role lattice`: the order of the roles, equal ones merged, as a tree, as JSON or for
// Graphviz.
//
// The order is a graph and not a tree: a role may stand below several. As text each class is shown
// in full where it is met first and named where it is met again. --only leaves roles out before
// they are compared, so an edge joins what is next among those that are left; --root and --depth
// cut what is shown out of the finished order.
#include <fmt/core.h>

#include <algorithm>

#include "cli/answer_json.h"
#include "cli/answer_question.h"
#include "cli/role_facts.h"
#include "engine/lattice/role_order.h"
#include "engine/report/names.h"

namespace leastwise::cli {
namespace {

// Known operations of a class in one plane.
struct PlaneCount {
  std::size_t certain = 0;
  std::size_t on_condition = 0;
};

// The part of the order that is shown.
struct Shown {
  std::vector<RoleClassId> tops;       // where it begins
  std::vector<RoleClassId> classes;    // ascending; their positions here are the answer's indexes
  std::vector<RoleOrder::Edge> edges;  // between these
  std::size_t hidden = 0;              // classes below, that --depth leaves out
};

class Lattice {
 public:
  // Error: the patterns pass the limit; the root is no role.
  [[nodiscard]] static Result<Lattice> build(const AnswerView& view);

  [[nodiscard]] const RoleOrder& order() const { return order_; }
  [[nodiscard]] std::optional<RoleId> root() const { return root_; }
  [[nodiscard]] const Shown& shown() const { return shown_; }
  // The place of a class in shown().classes; empty where it is not shown.
  [[nodiscard]] std::optional<std::size_t> index(RoleClassId id) const;
  [[nodiscard]] PlaneCount count(RoleClassId id, Plane plane) const;

 private:
  Lattice(RoleSets sets, RoleOrder order, std::optional<RoleId> root)
      : sets_(std::move(sets)), order_(std::move(order)), root_(root) {}

  [[nodiscard]] std::vector<RoleClassId> tops() const;
  [[nodiscard]] std::vector<std::optional<std::size_t>> depths() const;
  void choose(std::optional<std::size_t> depth);

  RoleSets sets_;
  RoleOrder order_;
  std::optional<RoleId> root_;
  Shown shown_;
};

bool is_of_kind(const RoleDefinition& role, RoleKind kind) {
  switch (kind) {
    case RoleKind::kAny:
      return true;
    case RoleKind::kCustom:
      return role.type == RoleType::kCustom;
    case RoleKind::kBuiltIn:
      return role.type == RoleType::kBuiltIn;
  }
  return true;
}

// A root takes part whatever its kind: custom roles within Contributor are a question.
Result<Lattice> Lattice::build(const AnswerView& view) {
  const Options& options = view.options;
  std::optional<RoleId> root;
  if (!options.lattice.root.empty()) {
    const auto found = find_role(view.tenant(), options.lattice.root);
    if (!found) {
      return std::unexpected(found.error());
    }
    root = *found;
  }
  std::vector<RoleId> roles;
  for (const RoleId role : all_roles(view.tenant())) {
    if (role == root || is_of_kind(view.tenant().role(role), options.only)) {
      roles.push_back(role);
    }
  }
  Result<RoleSets> sets = RoleSets::build(view.data.compiled(), roles);
  if (!sets) {
    return std::unexpected(std::move(sets.error()));
  }
  const OrderKind kind = options.lattice.known ? OrderKind::kKnownOperations : OrderKind::kExact;
  RoleOrder order = RoleOrder::build(*sets, roles, kind);
  Lattice lattice(*std::move(sets), std::move(order), root);
  lattice.choose(options.lattice.depth);
  return lattice;
}

std::vector<RoleClassId> Lattice::tops() const {
  std::vector<RoleClassId> tops;
  if (root_) {
    if (const auto top = order_.class_of(*root_)) {
      tops.push_back(*top);
    }
    return tops;
  }
  for (std::size_t c = 0; c < order_.classes().size(); ++c) {
    const RoleClassId id = RoleClassId::from_index(c);
    if (order_.next_above(id).empty()) {
      tops.push_back(id);
    }
  }
  return tops;
}

// By class, how many steps it is below the nearest top; empty for those that are below none.
std::vector<std::optional<std::size_t>> Lattice::depths() const {
  std::vector<std::optional<std::size_t>> depths(order_.classes().size());
  std::vector<RoleClassId> queue = shown_.tops;
  for (const RoleClassId top : queue) {
    depths[top.index()] = 0;
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const std::size_t depth = *depths[queue[next].index()];
    for (const RoleClassId below : order_.next_below(queue[next])) {
      if (!depths[below.index()]) {
        depths[below.index()] = depth + 1;
        queue.push_back(below);
      }
    }
  }
  return depths;
}

void Lattice::choose(std::optional<std::size_t> depth) {
  shown_.tops = tops();
  const auto depth_of = depths();
  for (std::size_t c = 0; c < depth_of.size(); ++c) {
    if (!depth_of[c]) {
      continue;
    }
    if (depth && *depth_of[c] > *depth) {
      ++shown_.hidden;
    } else {
      shown_.classes.push_back(RoleClassId::from_index(c));
    }
  }
  std::ranges::copy_if(order_.edges(), std::back_inserter(shown_.edges),
                       [this](const RoleOrder::Edge& edge) {
                         return index(edge.lower).has_value() && index(edge.upper).has_value();
                       });
}

std::optional<std::size_t> Lattice::index(RoleClassId id) const {
  const auto found = std::ranges::lower_bound(shown_.classes, id);
  if (found == shown_.classes.end() || *found != id) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - shown_.classes.begin());
}

PlaneCount Lattice::count(RoleClassId id, Plane plane) const {
  const PermissionSet& set = order_.at(id).sets[static_cast<std::size_t>(plane)];
  const KnownOperationsView& known = sets_.known(plane);
  return {.certain = known.count(set.certain()),
          .on_condition = known.count(set.possible() - set.certain())};
}

// `Owner`, `A = B` where they grant the same; at most a few of many.
std::string class_name(const Tenant& tenant, const RoleOrder::Class& value) {
  constexpr std::size_t kNamed = 4;
  std::string name;
  for (std::size_t i = 0; i < std::min(value.roles.size(), kNamed); ++i) {
    name += fmt::format("{}{}", i == 0 ? "" : " = ", role_name(tenant, value.roles[i]));
  }
  if (value.roles.size() > kNamed) {
    name += fmt::format(" = {} more", value.roles.size() - kNamed);
  }
  return name;
}

// `custom`, `built-in`, or both.
std::string class_type(const Tenant& tenant, const RoleOrder::Class& value) {
  std::vector<std::string_view> types;
  for (const RoleId role : value.roles) {
    const std::string_view type = type_text(tenant.role(role).type);
    if (std::ranges::find(types, type) == types.end()) {
      types.push_back(type);
    }
  }
  std::string text;
  for (const std::string_view type : types) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", type);
  }
  return text;
}

// `12`, `12 + 3` where three more are granted on a condition; empty for none.
std::string count_text(const PlaneCount& count) {
  if (count.on_condition != 0) {
    return fmt::format("{} + {}", grouped(count.certain), grouped(count.on_condition));
  }
  return count.certain == 0 ? "" : grouped(count.certain);
}

std::string_view kind_text(OrderKind kind) {
  switch (kind) {
    case OrderKind::kExact:
      return "exactly: for every action that there can be";
    case OrderKind::kKnownOperations:
      return "over the known operations alone: what differs in no other action counts as equal";
  }
  return "";
}

// The tree, by a stack of its own: a chain of roles is as long as the input makes it.
std::string tree_text(const AnswerView& view, const Lattice& lattice) {
  struct Step {
    RoleClassId id;
    std::size_t depth = 0;
  };
  TextTable table({"ROLE", "TYPE", "CONTROL", "DATA"});
  std::vector<bool> met(lattice.order().classes().size());
  std::vector<Step> stack;
  const auto push = [&](std::span<const RoleClassId> ids, std::size_t depth) {
    for (std::size_t i = ids.size(); i > 0; --i) {
      if (lattice.index(ids[i - 1])) {
        stack.push_back({ids[i - 1], depth});
      }
    }
  };
  push(lattice.shown().tops, 0);
  while (!stack.empty()) {
    const Step at = stack.back();
    stack.pop_back();
    const RoleOrder::Class& value = lattice.order().at(at.id);
    const std::string name = std::string(at.depth * 2, ' ') + class_name(view.tenant(), value);
    if (met[at.id.index()]) {
      table.add({{name + " (above)", Tone::kDim}});
      continue;
    }
    met[at.id.index()] = true;
    table.add({{name, Tone::kStrong},
               {class_type(view.tenant(), value)},
               {count_text(lattice.count(at.id, Plane::kControl)), Tone::kPlain, true},
               {count_text(lattice.count(at.id, Plane::kData)), Tone::kPlain, true}});
    push(lattice.order().next_below(at.id), at.depth + 1);
  }
  return table.render(view.style, 2);
}

std::string answer_text(const AnswerView& view, const Lattice& lattice) {
  const Tenant& tenant = view.tenant();
  const Shown& shown = lattice.shown();
  std::size_t roles = 0;
  for (const RoleClassId id : shown.classes) {
    roles += lattice.order().at(id).roles.size();
  }
  std::string text = view.style.paint(Tone::kStrong, counted(roles, "role"));
  text += fmt::format(", {} different\n  ordered {}\n", grouped(shown.classes.size()),
                      kind_text(lattice.order().kind()));
  if (!shown.classes.empty()) {
    text += "  CONTROL and DATA count known operations; `+ N` are granted on a condition\n\n";
    text += tree_text(view, lattice);
  }
  if (shown.hidden != 0) {
    text +=
        fmt::format("\n  {} further below; a larger --depth shows more\n", grouped(shown.hidden));
  }
  if (!lattice.order().undefined().empty()) {
    text += heading(view.style, "Nothing defines these, so they have no place");
    for (const RoleId role : lattice.order().undefined()) {
      text += bullet(view.style, role_name(tenant, role));
    }
  }
  return text;
}

Json json_class(const AnswerView& view, const Lattice& lattice, RoleClassId id) {
  const Tenant& tenant = view.tenant();
  Json roles = Json::array();
  Json names = Json::array();
  Json types = Json::array();
  for (const RoleId role : lattice.order().at(id).roles) {
    roles.push_back(to_string(tenant.role(role).guid));
    names.push_back(role_name(tenant, role));
    types.push_back(type_text(tenant.role(role).type));
  }
  Json object = {
      {"roles", std::move(roles)}, {"names", std::move(names)}, {"types", std::move(types)}};
  for (const Plane plane : kPlanes) {
    const PlaneCount count = lattice.count(id, plane);
    const std::string prefix(to_string(plane));
    object[prefix + "_operations"] = count.certain;
    object[prefix + "_operations_on_condition"] = count.on_condition;
  }
  return object;
}

std::string_view text_of(RoleKind kind) {
  switch (kind) {
    case RoleKind::kAny:
      return "any";
    case RoleKind::kCustom:
      return "custom";
    case RoleKind::kBuiltIn:
      return "built-in";
  }
  return "any";
}

Json answer_json(const AnswerView& view, const Lattice& lattice,
                 const std::vector<const CoverageGap*>& gaps) {
  const Tenant& tenant = view.tenant();
  const LatticeOptions& asked = view.options.lattice;
  Json answer = {{"question", json_question(view)}};
  answer["question"]["root"] = lattice.root() ? json_role(tenant, *lattice.root()) : Json(nullptr);
  answer["question"]["depth"] = asked.depth ? Json(*asked.depth) : Json(nullptr);
  answer["question"]["only"] = text_of(view.options.only);
  answer["order"] = to_string(lattice.order().kind());
  Json classes = Json::array();
  for (const RoleClassId id : lattice.shown().classes) {
    classes.push_back(json_class(view, lattice, id));
  }
  answer["classes"] = std::move(classes);
  Json edges = Json::array();
  for (const RoleOrder::Edge& edge : lattice.shown().edges) {
    edges.push_back({{"lower", *lattice.index(edge.lower)}, {"upper", *lattice.index(edge.upper)}});
  }
  answer["edges"] = std::move(edges);
  answer["classes_left_out"] = lattice.shown().hidden;
  Json undefined = Json::array();
  for (const RoleId role : lattice.order().undefined()) {
    undefined.push_back(json_role(tenant, role));
  }
  answer["undefined_roles"] = std::move(undefined);
  add_footing(answer, view.data, gaps);
  return answer;
}

// A text inside the double quotes of a DOT string.
std::string dot_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    quoted += c;
  }
  return quoted + '"';
}

// Wide roles on top. Custom roles are boxes, so that a print without colour tells them apart.
std::string answer_dot(const AnswerView& view, const Lattice& lattice) {
  const Tenant& tenant = view.tenant();
  std::string text = fmt::format("// the order of roles, {}\n", to_string(lattice.order().kind()));
  text += "digraph roles {\n  rankdir=BT;\n  node [shape=ellipse];\n";
  for (std::size_t i = 0; i < lattice.shown().classes.size(); ++i) {
    const RoleOrder::Class& value = lattice.order().at(lattice.shown().classes[i]);
    const bool custom = std::ranges::any_of(
        value.roles, [&](RoleId role) { return tenant.role(role).type == RoleType::kCustom; });
    text += fmt::format("  c{} [label={}{}];\n", i, dot_quoted(class_name(tenant, value)),
                        custom ? ", shape=box" : "");
  }
  for (const RoleOrder::Edge& edge : lattice.shown().edges) {
    text += fmt::format("  c{} -> c{};\n", *lattice.index(edge.lower), *lattice.index(edge.upper));
  }
  return text + "}\n";
}

// A root that nothing defines has no place, and what is within it is unknown.
Result<Outcome> answer(const AnswerView& view) {
  const Result<Lattice> lattice = Lattice::build(view);
  if (!lattice) {
    return std::unexpected(lattice.error());
  }
  std::vector<const CoverageGap*> gaps;
  for (const CoverageGap& gap : view.tenant().gaps()) {
    if (gap.role || gap.kind == GapKind::kTruncatedExport) {
      gaps.push_back(&gap);
    }
  }
  const bool undefined_root = lattice->root() && !lattice->order().class_of(*lattice->root());
  const ExitCode code = undefined_root ? ExitCode::kUnknown : ExitCode::kSuccess;
  if (view.options.global.format == Format::kJson) {
    return Outcome{answer_json(view, *lattice, gaps).text(), code};
  }
  if (view.options.global.format == Format::kDot) {
    return Outcome{answer_dot(view, *lattice), code};
  }
  return Outcome{answer_text(view, *lattice) + gaps_text(view, gaps), code};
}

}  // namespace

// Works without a tenant: then the catalogue is all there is.
ExitCode run_role_lattice(const Options& options, Console& console) {
  return answer_question(options, console, answer);
}

}  // namespace leastwise::cli

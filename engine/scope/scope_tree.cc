// The builder collects nodes with the parents that their strings name, and beside them what the
// hierarchy says. build() puts the two together: every subscription and management group is hung
// below its stated parent or below an unplaced node, and the finished tree is numbered in preorder,
// so that "is above" is two comparisons.
//
// Only management groups can have a parent that is read, not spelled, so only among them can there
// be a cycle; the caller looks for cycles() first and reports them, and build() insists.
#include "engine/scope/scope_tree.h"

#include <algorithm>
#include <utility>

#include "engine/base/array_checks.h"
#include "engine/base/check.h"

namespace leastwise {
namespace {

// Whether the parent is said by an export and not by the string.
bool hangs_by_hierarchy(ScopeKind kind) {
  return kind == ScopeKind::kManagementGroup || kind == ScopeKind::kSubscription;
}

}  // namespace

std::optional<ScopeId> ScopeTree::find(std::string_view text) const {
  const auto id = texts_.find(without_trailing_slashes(text));
  if (!id) {
    return std::nullopt;
  }
  return by_text_[id->index()];
}

ScopeTree::Place ScopeTree::nearest(const ScopePath& path) const {
  const auto levels = path.levels();
  for (std::size_t i = levels.size(); i > 0; --i) {
    if (const auto node = find(path.level_text(levels[i - 1]))) {
      return {*node, i == levels.size()};
    }
  }
  return without_known_levels(levels);
}

// The place of a scope of which not even the topmost level is known.
ScopeTree::Place ScopeTree::without_known_levels(std::span<const ScopePath::Level> levels) {
  if (!levels.empty() && hangs_by_hierarchy(levels.front().kind)) {
    return {unplaced(), false};
  }
  return {root(), levels.empty()};
}

std::string_view ScopeTree::text(ScopeId id) const {
  return kind(id) == ScopeKind::kUnplaced ? std::string_view()
                                          : texts_.text(nodes_[id.index()].text);
}

// Walks up: chains are short, six management groups at most in Azure, and only a decision at a
// scope without known management groups asks.
std::optional<ScopeId> ScopeTree::unplaced_above(ScopeId scope) const {
  while (scope != root()) {
    if (kind(scope) == ScopeKind::kUnplaced) {
      return scope;
    }
    scope = parent(scope);
  }
  return std::nullopt;
}

bool ScopeTree::may_stand_for(ScopeId node, ScopeId group) const {
  check(kind(node) == ScopeKind::kUnplaced, "only an unplaced node stands for others");
  return kind(group) == ScopeKind::kManagementGroup &&
         (node == unplaced() || !contains(node, group));
}

Truth ScopeTree::covers(ScopeId above, ScopeId scope) const {
  if (contains(above, scope)) {
    return Truth::kYes;
  }
  const auto gap = unplaced_above(scope);
  return gap && may_stand_for(*gap, above) ? Truth::kUnknown : Truth::kNo;
}

// What stands at one place of the preorder. A node's span lies in that of its parent, which comes
// before it: so walks up end, and spans are nested.
bool ScopeTree::is_sound(std::uint32_t number) const {
  const ScopeId id = order_[number];
  if (id.index() >= nodes_.size()) {
    return false;
  }
  const Node& node = nodes_[id.index()];
  if (node.begin != number || node.end <= number || node.end > nodes_.size() ||
      node.parent.index() >= nodes_.size() || node.kind > ScopeKind::kUnplaced ||
      (node.kind != ScopeKind::kUnplaced && node.text.index() >= texts_.size())) {
    return false;
  }
  const Node& parent = nodes_[node.parent.index()];
  return id == root()
             ? number == 0 && node.end == nodes_.size() && node.parent == root()
             : parent.begin < number && node.end <= parent.end && node.depth == parent.depth + 1;
}

bool ScopeTree::is_sound() const {
  constexpr std::size_t kFixedNodes = 2;  // the root and the common unplaced node
  if (!texts_.is_sound() || nodes_.size() < kFixedNodes || order_.size() != nodes_.size() ||
      by_text_.size() != texts_.size() || unplaced_.empty() || unplaced_.front() != unplaced()) {
    return false;
  }
  for (std::uint32_t number = 0; number < order_.size(); ++number) {
    if (!is_sound(number)) {
      return false;
    }
  }
  return all_below(by_text_, size()) && all_below(unplaced_, size()) &&
         std::ranges::all_of(unplaced_,
                             [this](ScopeId id) { return kind(id) == ScopeKind::kUnplaced; });
}

ScopeTreeBuilder::ScopeTreeBuilder() {
  add_node("/", ScopeKind::kRoot, ScopeTree::root());
  // No written scope is spelled like this one, so it cannot be found by its text.
  add_node("", ScopeKind::kUnplaced, ScopeTree::root());
}

ScopeId ScopeTreeBuilder::add_node(std::string_view text, ScopeKind kind, ScopeId parent) {
  const ScopeId id = ScopeId::from_index(tree_.nodes_.size());
  ScopeTree::Node node;
  node.parent = parent;
  node.kind = kind;
  if (kind == ScopeKind::kUnplaced) {
    tree_.unplaced_.push_back(id);
  } else {
    node.text = tree_.texts_.intern(text);
    tree_.by_text_.push_back(id);
  }
  tree_.nodes_.push_back(node);
  placed_.emplace_back();
  return id;
}

ScopeId ScopeTreeBuilder::add(const ScopePath& path) {
  // From the bottom up: mostly the scope itself is known, and that is one lookup.
  const auto levels = path.levels();
  ScopeId parent = ScopeTree::root();
  std::size_t known = levels.size();
  for (; known > 0; --known) {
    if (const auto node = tree_.find(path.level_text(levels[known - 1]))) {
      parent = *node;
      break;
    }
  }
  for (const ScopePath::Level& level : levels.subspan(known)) {
    parent = add_node(path.level_text(level), level.kind, parent);
  }
  return parent;
}

void ScopeTreeBuilder::place(ScopeId child, ScopeId parent) {
  check(hangs_by_hierarchy(kind(child)), "only subscriptions and management groups are placed");
  check(parent == ScopeTree::root() || kind(parent) == ScopeKind::kManagementGroup,
        "a parent in the hierarchy is a management group or the root");
  placed_[child.index()] = parent;
}

std::optional<ScopeId> ScopeTreeBuilder::placed_below(ScopeId child) const {
  return placed_[child.index()];
}

std::vector<std::vector<ScopeId>> ScopeTreeBuilder::cycles() const {
  // Every node has at most one parent, so following parents finds each cycle; `seen` holds the walk
  // in which a node was met first.
  std::vector<std::vector<ScopeId>> found;
  std::vector<std::uint32_t> seen(placed_.size(), 0);
  std::uint32_t walk = 0;
  for (std::size_t start = 0; start < placed_.size(); ++start) {
    ++walk;
    std::optional<ScopeId> at = ScopeId::from_index(start);
    while (at && seen[at->index()] == 0) {
      seen[at->index()] = walk;
      at = placed_[at->index()];
    }
    if (!at || seen[at->index()] != walk) {
      continue;
    }
    std::vector<ScopeId> cycle{*at};
    for (ScopeId next = *placed_[at->index()]; next != *at; next = *placed_[next.index()]) {
      cycle.push_back(next);
    }
    found.push_back(std::move(cycle));
  }
  return found;
}

// Hangs every subscription and management group below its parent in the hierarchy, or below an
// unplaced node where that is not known.
void ScopeTreeBuilder::place_unplaced() {
  const std::size_t written = tree_.nodes_.size();
  std::vector<bool> has_children(written, false);
  for (std::size_t i = 0; i < written; ++i) {
    if (placed_[i]) {
      has_children[placed_[i]->index()] = true;
    }
  }
  for (std::size_t i = 0; i < written; ++i) {
    if (!hangs_by_hierarchy(tree_.nodes_[i].kind)) {
      continue;
    }
    ScopeId parent = ScopeTree::unplaced();
    if (placed_[i]) {
      parent = *placed_[i];
    } else if (has_children[i]) {
      parent = add_node({}, ScopeKind::kUnplaced, ScopeTree::root());
    }
    tree_.nodes_.mutable_at(i).parent = parent;
  }
}

// Numbers the nodes in preorder, with an explicit stack: the depth of the tree is input.
void ScopeTreeBuilder::number() {
  const std::size_t count = tree_.nodes_.size();
  std::vector<std::vector<ScopeId>> children(count);
  for (std::size_t i = 1; i < count; ++i) {
    children[tree_.nodes_[i].parent.index()].push_back(ScopeId::from_index(i));
  }
  std::vector<std::pair<ScopeId, std::size_t>> stack{{ScopeTree::root(), 0}};
  while (!stack.empty()) {
    auto& [id, next] = stack.back();
    ScopeTree::Node& node = tree_.nodes_.mutable_at(id.index());
    if (next == 0) {
      node.begin = static_cast<std::uint32_t>(tree_.order_.size());
      node.depth = static_cast<std::uint32_t>(stack.size() - 1);
      tree_.order_.push_back(id);
    }
    if (next == children[id.index()].size()) {
      node.end = static_cast<std::uint32_t>(tree_.order_.size());
      stack.pop_back();
      continue;
    }
    const ScopeId child = children[id.index()][next++];
    stack.emplace_back(child, 0);
  }
}

ScopeTree ScopeTreeBuilder::build() {
  check(cycles().empty(), "the hierarchy holds no cycle");
  place_unplaced();
  number();
  check(tree_.order_.size() == tree_.nodes_.size(), "every scope hangs below the root");
  ScopeTree tree = std::move(tree_);
  *this = ScopeTreeBuilder();
  return tree;
}

}  // namespace leastwise

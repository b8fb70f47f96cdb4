// The tree of all scopes that an input names, with the management-group hierarchy, and the one
// question everything asks of it: is this scope that one, or above it?
//
// The answer is three-valued. A subscription's management groups are not in its string; where no
// export says them, it is unknown which management groups are above it (SPEC section 3). The tree
// says this with **unplaced** nodes: a node of kind kUnplaced stands for "management groups that
// the input does not show". A subscription that no hierarchy export places hangs below the common
// unplaced node; a management group whose own parent is not known, and which has scopes below, gets
// an unplaced node of its own. At an unplaced node every management group that is not known to be
// below it may be an ancestor.
//
//         /
//         +- root group - ml group - subscription A     (placed: all ancestors are certain)
//         +- (unplaced)  - subscription B               (root group, ml group: unknown)
//
// A scope that is not in the tree has the ancestors of its nearest scope that is: see nearest().
// Cost: containment is two comparisons of preorder numbers; nearest() one lookup a level.
// Thread safety: immutable after build().
// Tests: tests/engine/scope/scope_tree_test.cc.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/flat_array.h"
#include "engine/base/id.h"
#include "engine/base/string_table.h"
#include "engine/base/truth.h"
#include "engine/scope/scope_path.h"

namespace leastwise {

class ScopeTree {
 public:
  // Where a scope that may be unknown hangs in the tree.
  struct Place {
    ScopeId node;        // the scope itself, or its nearest known scope above
    bool exact = false;  // whether `node` is the scope itself
  };

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] static constexpr ScopeId root() { return ScopeId(0); }
  // The node below which a subscription or management group that no export places hangs.
  [[nodiscard]] static constexpr ScopeId unplaced() { return ScopeId(1); }

  [[nodiscard]] std::optional<ScopeId> find(std::string_view text) const;
  [[nodiscard]] Place nearest(const ScopePath& path) const;
  // Where a scope hangs of which no level is in the tree: the unplaced node for what hangs by the
  // hierarchy, else the root.
  [[nodiscard]] static Place without_known_levels(std::span<const ScopePath::Level> levels);

  [[nodiscard]] ScopeKind kind(ScopeId id) const { return nodes_[id.index()].kind; }
  // As first written in the input; empty for unplaced nodes.
  [[nodiscard]] std::string_view text(ScopeId id) const;
  // The root is its own parent.
  [[nodiscard]] ScopeId parent(ScopeId id) const { return nodes_[id.index()].parent; }
  [[nodiscard]] std::uint32_t depth(ScopeId id) const { return nodes_[id.index()].depth; }
  // In preorder, the scopes at and below `id` are numbered [preorder, preorder_end).
  [[nodiscard]] std::uint32_t preorder(ScopeId id) const { return nodes_[id.index()].begin; }
  [[nodiscard]] std::uint32_t preorder_end(ScopeId id) const { return nodes_[id.index()].end; }
  // All nodes, in preorder.
  [[nodiscard]] std::span<const ScopeId> in_preorder() const { return order_.all(); }
  // All nodes of kind kUnplaced; the common one first.
  [[nodiscard]] std::span<const ScopeId> unplaced_nodes() const { return unplaced_.all(); }

  // Whether `above` is `scope` or certainly above it.
  [[nodiscard]] bool contains(ScopeId above, ScopeId scope) const {
    const std::uint32_t at = preorder(scope);
    return preorder(above) <= at && at < preorder_end(above);
  }
  // The nearest unplaced node above `scope`, where its management groups are not all known.
  [[nodiscard]] std::optional<ScopeId> unplaced_above(ScopeId scope) const;
  // Whether `above` is `scope` or above it: yes, no, or unknown as told at the top of this file.
  [[nodiscard]] Truth covers(ScopeId above, ScopeId scope) const;
  // Whether the management group `group` may be what unplaced node `node` stands for.
  // REQUIRES: kind(node) is kUnplaced.
  [[nodiscard]] bool may_stand_for(ScopeId node, ScopeId group) const;

  // Whether this is a tree, numbered as told, of which every member can be asked: for one from a
  // file. Cost: linear.
  [[nodiscard]] bool is_sound() const;

  // Its arrays, for a snapshot (base/array_list.h).
  template <class Self, class Visitor>
  static void visit_arrays(Self& self, Visitor& visitor) {
    visitor.part("texts", self.texts_);
    visitor("by-text", self.by_text_);
    visitor("nodes", self.nodes_);
    visitor("preorder", self.order_);
    visitor("unplaced", self.unplaced_);
  }

 private:
  friend class ScopeTreeBuilder;

  struct Node {
    ScopeId parent;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t depth = 0;
    StringId text;
    ScopeKind kind = ScopeKind::kRoot;
    std::array<std::uint8_t, 3> unused = {};
  };

  [[nodiscard]] bool is_sound(std::uint32_t number) const;

  StringTable texts_{CaseRule::kFolded};
  FlatArray<ScopeId> by_text_;  // INVARIANT: indexed by StringId
  FlatArray<Node> nodes_;
  FlatArray<ScopeId> order_;
  FlatArray<ScopeId> unplaced_;
};

// Builds a ScopeTree. Ids given out by add() stay the same in the product.
class ScopeTreeBuilder {
 public:
  ScopeTreeBuilder();

  // The id of `path`; it and the scopes that its string names are added where they are new.
  ScopeId add(const ScopePath& path);

  // States that `child`, a subscription or management group, is directly below `parent`, a
  // management group; or, with `parent` the root, that it is the tenant root group, above which
  // there is nothing. A later statement replaces an earlier one.
  void place(ScopeId child, ScopeId parent);
  [[nodiscard]] std::optional<ScopeId> placed_below(ScopeId child) const;

  [[nodiscard]] ScopeKind kind(ScopeId id) const { return tree_.nodes_[id.index()].kind; }
  [[nodiscard]] std::string_view text(ScopeId id) const { return tree_.text(id); }
  [[nodiscard]] std::optional<ScopeId> find(std::string_view text) const {
    return tree_.find(text);
  }

  // Management groups that are their own ancestors by what place() was told, each cycle once, in
  // order from child to parent. build() must not be called while there are any.
  [[nodiscard]] std::vector<std::vector<ScopeId>> cycles() const;

  // The finished tree. REQUIRES: cycles() is empty. Leaves the builder empty.
  [[nodiscard]] ScopeTree build();

 private:
  ScopeId add_node(std::string_view text, ScopeKind kind, ScopeId parent);
  void place_unplaced();
  void number();

  ScopeTree tree_;
  std::vector<std::optional<ScopeId>> placed_;  // INVARIANT: indexed by ScopeId
};

}  // namespace leastwise

#include "engine/action/shortest_strings.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/action/byte_classes.h"

namespace leastwise {
namespace {

using State = Automaton::State;

int value_of(char byte) { return static_cast<unsigned char>(byte); }

// The walk. Its queue is never emptied: an entry names the one that it came from, so a string is
// read backwards from its last byte, and no string is built that is not given back.
class Search {
 public:
  Search(const Automaton& automaton, std::span<const std::string_view> except)
      : automaton_(automaton), except_(except), met_(automaton.state_count()) {
    int rank = 0;
    for (const char byte : action_bytes()) {
      ranks_[static_cast<unsigned char>(byte)] = rank++;
    }
  }

  std::vector<std::optional<std::string>> run() {
    std::vector<std::optional<std::string>> found(automaton_.accept_set_count());
    nodes_.push_back({.end = static_cast<std::uint32_t>(except_.size())});
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      std::optional<std::string>& text = found[automaton_.accept_id(nodes_[i].state)];
      if (i != 0 && !text && !is_excepted(nodes_[i])) {
        text = text_of(i);
      }
      expand(i);
    }
    return found;
  }

 private:
  // A string, named by its last byte and the node of the rest.
  struct Node {
    State state = Automaton::kStart;
    std::uint32_t begin = 0;  // the exceptions that begin with it
    std::uint32_t end = 0;
    std::uint32_t length = 0;
    std::size_t rest = 0;
    char byte = '\0';
  };

  // Exceptions are sorted, so the one that is no longer than the string itself is the first.
  [[nodiscard]] bool is_excepted(const Node& node) const {
    return node.begin != node.end && except_[node.begin].size() == node.length;
  }

  // Queues the ways to go on from a string, the nicest byte first: that order, kept at every step,
  // is what makes the first arrival the nicest of the shortest.
  void expand(std::size_t index) {
    const Node node = nodes_[index];
    next_.clear();
    add_exceptions(node);
    exceptions_ = next_.size();
    for (const Automaton::Edge& edge : automaton_.edges(node.state)) {
      add_free(edge.target, automaton_.classes().bytes(edge.byte_class));
    }
    add_others(node);
    std::ranges::sort(next_, {}, [this](const Node& next) { return rank(next.byte); });
    for (Node& next : next_) {
      const bool free = next.begin == next.end;
      if (free && met_[next.state]) {
        continue;
      }
      met_[next.state] = met_[next.state] || free;
      next.length = node.length + 1;
      next.rest = index;
      nodes_.push_back(next);
    }
  }

  // The ways to go on that still begin an exception.
  void add_exceptions(const Node& node) {
    const auto byte_of = [&](std::string_view text) { return value_of(text[node.length]); };
    std::uint32_t begin = node.begin + (is_excepted(node) ? 1U : 0U);
    while (begin < node.end) {
      const char byte = except_[begin][node.length];
      const auto range = except_.subspan(begin, node.end - begin);
      const auto after = std::ranges::upper_bound(range, value_of(byte), {}, byte_of);
      const std::uint32_t end = begin + static_cast<std::uint32_t>(after - range.begin());
      if (is_printable(byte)) {
        const State to = automaton_.step(node.state, automaton_.classes().of(byte));
        next_.push_back({.state = to, .begin = begin, .end = end, .byte = byte});
      }
      begin = end;
    }
  }

  // The nicest way to `to` by one of `bytes` that begins no exception.
  void add_free(State to, std::string_view bytes) {
    if (met_[to]) {
      return;
    }
    const auto byte = std::ranges::find_if(bytes, [this](char b) { return !begins_exception(b); });
    if (byte != bytes.end() && is_printable(*byte)) {
      next_.push_back({.state = to, .byte = *byte});
    }
  }

  // The same for the bytes without an edge of their own. They lead to one state, so one byte of
  // theirs is enough: the first that is neither an edge's nor begins an exception.
  void add_others(const Node& node) {
    const State to = automaton_.other_target(node.state);
    if (to == Automaton::kNoState || met_[to]) {
      return;
    }
    const auto edges = automaton_.edges(node.state);
    for (std::size_t c = 0; c < automaton_.classes().printable_count(); ++c) {
      const auto byte_class = static_cast<ByteClass>(c);
      const std::size_t before = next_.size();
      if (!std::ranges::binary_search(edges, byte_class, {}, &Automaton::Edge::byte_class)) {
        add_free(to, automaton_.classes().bytes(byte_class));
      }
      if (next_.size() != before) {
        return;
      }
    }
  }

  [[nodiscard]] bool begins_exception(char byte) const {
    return std::any_of(next_.begin(), next_.begin() + static_cast<std::ptrdiff_t>(exceptions_),
                       [&](const Node& next) { return next.byte == byte; });
  }

  [[nodiscard]] int rank(char byte) const { return ranks_[static_cast<unsigned char>(byte)]; }

  [[nodiscard]] std::string text_of(std::size_t index) const {
    std::string text;
    for (; index != 0; index = nodes_[index].rest) {
      text += nodes_[index].byte;
    }
    std::ranges::reverse(text);
    return text;
  }

  const Automaton& automaton_;
  std::span<const std::string_view> except_;
  std::array<int, 256> ranks_{};
  std::vector<bool> met_;  // states that a string which begins no exception has led to
  std::vector<Node> nodes_;
  std::vector<Node> next_;      // scratch of expand()
  std::size_t exceptions_ = 0;  // how many of next_ begin an exception
};

}  // namespace

std::vector<std::optional<std::string>> shortest_strings(const Automaton& automaton,
                                                         std::span<const std::string_view> except) {
  return Search(automaton, except).run();
}

}  // namespace leastwise

#include "engine/condition_analysis/string_cells.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/base/ascii.h"
#include "engine/base/sort_unique.h"
#include "engine/base/utf8.h"
#include "engine/condition/string_match.h"

namespace leastwise {
namespace {

bool is_alphanumeric(std::string_view character) {
  return character.size() == 1 && is_term_character(character.front());
}

// What one step of a constant reads.
struct Element {
  enum class Kind : std::uint8_t {
    kCharacter,
    kAnyCharacter,
    kNotAlphanumeric,
    kAnyRun,  // reads any number of characters
    kAccept,  // the end of the constant
  };
  Kind kind = Kind::kAccept;
  bool ignore_case = false;
  std::uint32_t shape = 0;
  std::string_view character = {};
};

bool reads(const Element& element, std::string_view character) {
  switch (element.kind) {
    case Element::Kind::kCharacter:
      return element.ignore_case ? equals_folded(element.character, character)
                                 : element.character == character;
    case Element::Kind::kAnyCharacter:
    case Element::Kind::kAnyRun:
      return true;
    case Element::Kind::kNotAlphanumeric:
      return !is_alphanumeric(character);
    case Element::Kind::kAccept:
      return false;
  }
  return false;
}

// The elements of all constants, one behind the other; a state of the automaton is a position.
class Elements {
 public:
  explicit Elements(std::span<const StringShape> shapes) {
    for (std::uint32_t i = 0; i < shapes.size(); ++i) {
      add(shapes[i], i);
    }
  }

  [[nodiscard]] const Element& at(std::uint32_t position) const { return elements_[position]; }
  [[nodiscard]] const std::vector<std::uint32_t>& starts() const { return starts_; }

 private:
  void add(const StringShape& shape, std::uint32_t id) {
    using Kind = Element::Kind;
    switch (shape.match) {
      case StringMatch::kEquals:
      case StringMatch::kLike:
        return add_alternative(shape, id, {}, {});
      case StringMatch::kStartsWith:
        return add_alternative(shape, id, {}, {Kind::kAnyRun});
      case StringMatch::kHoldsTerm:
        break;
    }
    if (shape.text.empty()) {
      return add_alternative(shape, id, {}, {Kind::kAnyRun});  // every string holds it
    }
    // A term has an end of the string, or a character that is no letter or digit, on either side.
    const std::vector<Element::Kind> before = {Kind::kAnyRun, Kind::kNotAlphanumeric};
    const std::vector<Element::Kind> after = {Kind::kNotAlphanumeric, Kind::kAnyRun};
    add_alternative(shape, id, {}, {});
    add_alternative(shape, id, before, {});
    add_alternative(shape, id, {}, after);
    add_alternative(shape, id, before, after);
  }

  void add_alternative(const StringShape& shape, std::uint32_t id,
                       const std::vector<Element::Kind>& before,
                       const std::vector<Element::Kind>& after) {
    starts_.push_back(static_cast<std::uint32_t>(elements_.size()));
    const auto push = [&](Element::Kind kind, std::string_view character = {}) {
      elements_.push_back({kind, shape.ignore_case, id, character});
    };
    for (const Element::Kind kind : before) {
      push(kind);
    }
    for (std::string_view rest = shape.text; !rest.empty();) {
      const LikeElement like =
          shape.match == StringMatch::kLike ? like_element(rest) : LikeElement{};
      if (like.kind != LikeElement::Kind::kByte) {
        push(like.kind == LikeElement::Kind::kAnyRun ? Element::Kind::kAnyRun
                                                     : Element::Kind::kAnyCharacter);
        rest.remove_prefix(like.length);
        continue;
      }
      rest.remove_prefix(like.length - 1);  // the backslash of an escape
      const std::string_view character = rest.substr(0, character_length(rest));
      push(Element::Kind::kCharacter, character);
      rest.remove_prefix(character.size());
    }
    for (const Element::Kind kind : after) {
      push(kind);
    }
    push(Element::Kind::kAccept);
  }

  std::vector<Element> elements_;
  std::vector<std::uint32_t> starts_;
};

// Positions that a string leads to, ascending; runs that read nothing are gone over already.
using State = std::vector<std::uint32_t>;

class CellFinder {
 public:
  CellFinder(std::span<const StringShape> shapes, std::size_t max_states)
      : elements_(shapes), max_states_(max_states) {}

  std::optional<std::vector<std::string>> run() {
    visit(closed(elements_.starts()), "");
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (found_.size() > max_states_ || entries_ > max_states_ * kEntriesPerState) {
        return std::nullopt;
      }
      const auto [state, text] = found_[i];  // a copy: visit() adds to found_
      for (const std::string& character : characters(*state)) {
        visit(next(*state, character), text + character);
      }
    }
    return std::move(cells_);
  }

 private:
  [[nodiscard]] State closed(State state) const {
    for (std::size_t i = 0; i < state.size(); ++i) {
      if (elements_.at(state[i]).kind == Element::Kind::kAnyRun) {
        state.push_back(state[i] + 1);
      }
    }
    sort_unique(state);
    return state;
  }

  [[nodiscard]] State next(const State& state, std::string_view character) const {
    State reached;
    for (const std::uint32_t position : state) {
      const Element& element = elements_.at(position);
      if (reads(element, character)) {
        reached.push_back(element.kind == Element::Kind::kAnyRun ? position : position + 1);
      }
    }
    return closed(std::move(reached));
  }

  // The characters that the state tells apart, those first that are nicest to read: one other
  // letter or digit, what it names, the other letter case where that does not count, and one that
  // is neither letter nor digit.
  [[nodiscard]] std::vector<std::string> characters(const State& state) const {
    std::vector<std::string> all;
    std::vector<std::string> other_cases;
    for (const std::uint32_t position : state) {
      const Element& element = elements_.at(position);
      if (element.kind == Element::Kind::kCharacter) {
        all.emplace_back(element.character);
        if (element.ignore_case && element.character.size() == 1) {
          other_cases.push_back(other_case(element.character.front()));
        }
      }
    }
    all.insert(all.end(), other_cases.begin(), other_cases.end());
    std::vector<std::string> named = all;
    sort_unique(named);
    const auto is_new = [&](std::string_view character) {
      return !std::ranges::binary_search(named, character);
    };
    const auto other_of = [&](std::string_view candidates) {
      const auto other = std::ranges::find_if(
          candidates, [&](const char& c) { return is_new(std::string_view(&c, 1)); });
      return other == candidates.end() ? std::string() : std::string(1, *other);
    };
    if (std::string other = other_of(kAlphanumerics); !other.empty()) {
      all.insert(all.begin(), std::move(other));
    }
    const std::string other = other_of(kOthers);
    all.push_back(other.empty() ? letter_beyond_ascii(is_new) : other);
    return all;
  }

  // Two bytes in UTF-8: more letters than a condition has room to name.
  template <class Predicate>
  static std::string letter_beyond_ascii(Predicate is_new) {
    std::string letter;
    for (unsigned point = 0xC0; point < 0x800; ++point) {
      letter = {static_cast<char>(0xC0U | (point >> 6U)),
                static_cast<char>(0x80U | (point & 0x3FU))};
      if (is_new(letter)) {
        break;
      }
    }
    return letter;
  }

  static std::string other_case(char c) {
    const bool small = c >= 'a' && c <= 'z';
    return std::string(1, small ? static_cast<char>(c - 'a' + 'A') : fold(c));
  }

  void visit(State state, std::string text) {
    const auto [place, added] = seen_.try_emplace(std::move(state), found_.size());
    if (!added) {
      // The empty string is a value that nobody expects: another one of its cell shows it better.
      if (!text.empty() && cell_of_.contains(accepted(place->first))) {
        std::string& shown = cells_[cell_of_[accepted(place->first)]];
        shown = shown.empty() ? text : shown;
      }
      return;
    }
    found_.emplace_back(&place->first, text);
    entries_ += place->first.size();
    const auto [cell, is_new] = cell_of_.try_emplace(accepted(place->first), cells_.size());
    if (is_new) {
      cells_.push_back(std::move(text));
    } else if (cells_[cell->second].empty()) {
      cells_[cell->second] = std::move(text);
    }
  }

  // The constants that match a string which leads to the state.
  [[nodiscard]] std::vector<std::uint32_t> accepted(const State& state) const {
    std::vector<std::uint32_t> shapes;
    for (const std::uint32_t position : state) {
      if (elements_.at(position).kind == Element::Kind::kAccept) {
        shapes.push_back(elements_.at(position).shape);
      }
    }
    sort_unique(shapes);
    return shapes;
  }

  static constexpr std::string_view kAlphanumerics =
      "xyzabcdefghijklmnopqrstuvw0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static constexpr std::string_view kOthers = "-_. /+=:,;@#$%&()[]{}<>!?*|~^\"`\\'\t\n";

  // Many patterns with `*` make few but large states: they count as well.
  static constexpr std::size_t kEntriesPerState = 32;

  Elements elements_;
  std::size_t max_states_;
  std::size_t entries_ = 0;                                  // positions of all states together
  std::map<State, std::size_t> seen_;                        // place in found_
  std::vector<std::pair<const State*, std::string>> found_;  // a state and a shortest string to it
  std::map<std::vector<std::uint32_t>, std::size_t> cell_of_;  // by accepted constants
  std::vector<std::string> cells_;
};

}  // namespace

std::optional<std::vector<std::string>> string_cells(std::span<const StringShape> shapes,
                                                     std::size_t max_states) {
  return CellFinder(shapes, max_states).run();
}

}  // namespace leastwise

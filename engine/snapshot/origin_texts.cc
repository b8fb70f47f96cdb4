#include "engine/snapshot/origin_texts.h"

#include <algorithm>

namespace leastwise {

OriginTexts::OriginTexts(const SnapshotOrigin& origin) {
  for (const std::string* text :
       {&origin.program, &origin.catalogue_hash, &origin.catalogue_date}) {
    texts_.push_back(blocks_.add(*text));
  }
  for (const std::string& source : origin.catalogue_sources) {
    texts_.push_back(blocks_.add(source));
  }
}

bool OriginTexts::is_sound() const {
  return texts_.size() >= kFixedTexts &&
         std::ranges::all_of(texts_,
                             [this](const TextExtent& text) { return blocks_.holds(text); });
}

SnapshotOrigin OriginTexts::origin(bool has_input) const {
  const auto text = [this](std::size_t i) { return std::string(blocks_.text(texts_[i])); };
  SnapshotOrigin origin{.program = text(0),
                        .catalogue_hash = text(1),
                        .catalogue_date = text(2),
                        .catalogue_sources = {},
                        .has_input = has_input};
  for (std::size_t i = kFixedTexts; i < texts_.size(); ++i) {
    origin.catalogue_sources.push_back(text(i));
  }
  return origin;
}

}  // namespace leastwise

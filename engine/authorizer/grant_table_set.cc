#include "engine/authorizer/grant_table_set.h"

#include <algorithm>
#include <bit>
#include <tuple>
#include <utility>

#include "engine/base/array_checks.h"

namespace leastwise {
namespace {

auto key(const GrantTerm& term) { return std::tuple(term.role, term.grantee, term.condition); }

// Sorted by role, grantee and condition, the doubtful behind the certain; doubts about the same are
// joined, since all of them are then reasons.
void normalise(std::vector<GrantTerm>& terms) {
  if (terms.size() < 2) {
    return;
  }
  std::ranges::sort(
      terms, {}, [](const GrantTerm& term) { return std::tuple(key(term), !term.doubts.empty()); });
  std::size_t last = 0;
  for (std::size_t i = 1; i < terms.size(); ++i) {
    GrantTerm& kept = terms[last];
    if (key(kept) == key(terms[i]) && kept.doubts.empty() == terms[i].doubts.empty()) {
      kept.doubts.add(terms[i].doubts);
    } else {
      terms[++last] = terms[i];
    }
  }
  terms.resize(last + 1);
}

std::uint64_t hash_terms(std::span<const GrantTerm> terms) {
  std::uint64_t hash = terms.size();
  for (const GrantTerm& term : terms) {
    for (const std::uint64_t part :
         {std::uint64_t{term.role.value()}, std::uint64_t{term.grantee.value()},
          std::uint64_t{term.condition}, std::uint64_t{term.doubts.bits()}}) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
      hash ^= hash >> 29U;
    }
  }
  return hash;
}

}  // namespace

std::vector<std::uint32_t> GrantTableSet::grant_scopes(GrantTable table) const {
  std::vector<std::uint32_t> scopes;
  for (std::uint32_t i = 0; i < table.count; ++i) {
    if ((segments_.range(table, i).count & kGrantBegins) != 0) {
      scopes.push_back(segments_.begin(table, i));
    }
  }
  return scopes;
}

bool GrantTableSet::is_sound(GrantTable table, std::size_t scopes) const {
  if (!segments_.is_sound(table)) {
    return false;
  }
  for (std::uint32_t i = 0; i < table.count; ++i) {
    const SegmentLines::Range range = segments_.range(table, i);
    const bool grant_begins = (range.count & kGrantBegins) != 0;
    if (!lies_within(range.first, range.count & kCountBits, terms_.size()) ||
        (grant_begins && segments_.begin(table, i) >= scopes)) {
      return false;
    }
  }
  return true;
}

bool GrantTableSet::is_sound(const Tenant& tenant) const {
  const std::size_t roles = tenant.roles().size();
  const std::size_t conditions = tenant.condition_count();
  const auto is_term = [&](const GrantTerm& term) {
    return term.role.index() < roles &&
           (term.condition == GrantTerm::kNoCondition || term.condition < conditions);
  };
  return std::ranges::is_sorted(tables_) && std::ranges::all_of(terms_, is_term) &&
         std::ranges::all_of(
             tables_, [&](GrantTable table) { return is_sound(table, tenant.scopes().size()); });
}

GrantTableIndex::GrantTableIndex(std::span<const GrantTable> tables, std::size_t word_count)
    : tables_(tables), begins_(word_count / kWordBits + 1), rank_(begins_.size()) {
  for (const GrantTable table : tables) {
    begins_[table.first / kWordBits] |= std::uint64_t{1} << (table.first % kWordBits);
  }
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < begins_.size(); ++i) {
    rank_[i] = before;
    before += static_cast<std::uint32_t>(std::popcount(begins_[i]));
  }
}

bool GrantTableIndex::holds(GrantTable table) const {
  if (table == kNoTable) {
    return true;
  }
  const std::size_t word = table.first / kWordBits;
  if (word >= begins_.size()) {
    return false;
  }
  const std::uint64_t bit = std::uint64_t{1} << (table.first % kWordBits);
  const std::size_t rank =
      rank_[word] + static_cast<std::size_t>(std::popcount(begins_[word] & (bit - 1)));
  return (begins_[word] & bit) != 0 && tables_[rank] == table;
}

GrantTableBuilder::Range GrantTableBuilder::intern(std::vector<GrantTerm>& terms) {
  normalise(terms);
  const std::uint64_t hash = hash_terms(terms);
  const auto known = ranges_by_hash_.find(hash, [&](std::uint32_t number) {
    const Range range = ranges_[number];
    return std::ranges::equal(set_.terms_.part(range.first, range.count), terms);
  });
  if (known) {
    return ranges_[*known];
  }
  const Range range{static_cast<std::uint32_t>(set_.terms_.size()),
                    static_cast<std::uint32_t>(terms.size())};
  set_.terms_.append(terms);
  ranges_by_hash_.add(hash, static_cast<std::uint32_t>(ranges_.size()));
  ranges_.push_back(range);
  return range;
}

void GrantTableBuilder::append(std::vector<GrantTerm>& terms, Range held) const {
  const auto range = set_.terms_.part(held.first, held.count);
  terms.insert(terms.end(), range.begin(), range.end());
}

// The distinct terms of grants that stand at an unplaced node.
std::vector<GrantTableBuilder::Possible> GrantTableBuilder::possible_terms(
    std::vector<ScopedGrant> grants) {
  std::ranges::sort(grants, {}, [](const ScopedGrant& grant) {
    return std::tuple(key(grant.term), grant.term.doubts.bits());
  });
  std::vector<Possible> distinct;
  for (const ScopedGrant& grant : grants) {
    if (distinct.empty() || distinct.back().term != grant.term) {
      distinct.push_back({grant.term, grant.source});
    } else if (distinct.back().source != grant.source) {
      distinct.back().several_sources = true;
    }
  }
  return distinct;
}

// Adds what the scope inherits from the innermost open one. A management group that no export
// places hangs below the common unplaced node, where its own grants stand too, as possible ones. At
// the group itself they are certain, so it takes from an unplaced node the terms of other groups
// only.
void GrantTableBuilder::inherit(std::uint32_t scope, std::vector<GrantTerm>& terms) const {
  if (open_.empty()) {
    return;
  }
  if (!open_.back().unplaced) {
    append(terms, open_.back().terms);
    return;
  }
  for (const Possible& one : open_.back().possible) {
    if (one.several_sources || one.source != scope) {
      terms.push_back(one.term);
    }
  }
  if (open_.size() > 1) {
    append(terms, open_[open_.size() - 2].terms);
  }
}

// A segment that begins where the last one does replaces it: nothing lies between.
void GrantTableBuilder::emit(std::uint32_t begin, Range terms, bool grant_begins) {
  terms.count |= grant_begins ? GrantTableSet::kGrantBegins : 0;
  if (!begins_.empty() && begins_.back() == begin) {
    segments_.back() = terms;
    return;
  }
  begins_.push_back(begin);
  segments_.push_back(terms);
}

// Ends the open scopes that end at or before `number`; what encloses them holds on.
void GrantTableBuilder::close_until(std::uint32_t number) {
  while (!open_.empty() && open_.back().end <= number) {
    const std::uint32_t end = open_.back().end;
    open_.pop_back();
    emit(end, open_.empty() ? Range{} : open_.back().terms, false);
  }
}

GrantTable GrantTableBuilder::build(std::span<ScopedGrant> grants) {
  if (grants.empty()) {
    return kNoTable;
  }
  std::ranges::sort(grants, {}, &ScopedGrant::begin);
  begins_.clear();
  segments_.clear();
  for (std::size_t i = 0; i < grants.size();) {
    const std::size_t from = i;
    const std::uint32_t begin = grants[from].begin;
    close_until(begin);
    terms_.clear();
    inherit(begin, terms_);
    for (; i < grants.size() && grants[i].begin == begin; ++i) {
      terms_.push_back(grants[i].term);
    }
    Open open{
        .end = grants[from].end, .terms = intern(terms_), .unplaced = grants[from].source != begin};
    if (open.unplaced) {
      open.possible = possible_terms({grants.data() + from, grants.data() + i});
    }
    emit(begin, open.terms, true);
    open_.push_back(std::move(open));
  }
  close_until(kNotFound);
  const GrantTable table = set_.segments_.add(begins_, segments_);
  set_.tables_.push_back(table);
  return table;
}

}  // namespace leastwise

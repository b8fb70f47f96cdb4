// Every limit of the program, with its reason. Azure's own limits are not here: they are findings,
// never a refusal (SPEC section 12), and stand as dated data in rules/.
#pragma once

#include <cstddef>

namespace leastwise {

// Diagnostics kept in one run: enough to mend a broken export in one go, too few to fill memory.
inline constexpr std::size_t kMaxDiagnostics = 1000;

// Nesting of JSON objects and arrays. The deepest real export (a recursive management-group tree)
// has two levels a management group and Azure allows six of these; templates stay below 40.
inline constexpr std::size_t kMaxJsonDepth = 100;

// One JSON string or key, in bytes. The longest real value is a condition (8 KB).
inline constexpr std::size_t kMaxJsonStringBytes = std::size_t{1} << 20U;

// One top-level record (an assignment, a role, a group with members), in JSON values. A group of
// Microsoft Entra holds at most some hundred thousand direct members; the largest records are files
// that are one record.
inline constexpr std::size_t kMaxRecordValues = std::size_t{1} << 23U;

// The texts of one top-level record together, in bytes: they are indexed with 32 bits.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{1} << 31U;

// One input file, in bytes: offsets within a file stay far below what a SourcePlace can count.
inline constexpr std::size_t kMaxFileBytes = std::size_t{1} << 36U;

// One YAML file, in bytes: such files are written by people. 100,000 needs of 250 bytes fit.
inline constexpr std::size_t kMaxYamlBytes = std::size_t{1} << 25U;

// Nesting of YAML mappings and lists; a registry file has five levels. The parser recurses on it,
// and has a limit of its own at 500, so its stack is safe whatever comes.
inline constexpr std::size_t kMaxYamlDepth = 32;

// What the needs of one file may come to, every pair of a scope and an access level or operation
// counted: lists multiply, so a small file could stand for very many.
inline constexpr std::size_t kMaxDeclarations = 1'000'000;

// One action pattern or asked action, in bytes. The longest built-in pattern has 139; the bound
// lets the matcher keep its state on the stack (action/pattern.h).
inline constexpr std::size_t kMaxActionBytes = 2048;

// Levels of AND and OR in one condition: an evaluation keeps a value a level on its stack. The
// deepest real condition has five; the 8 KB that Azure allows have room for fewer than 400.
inline constexpr std::size_t kMaxConditionDepth = 1024;

// One condition, in bytes. Azure allows 8 KB; far above that a text is no condition at all.
inline constexpr std::size_t kMaxConditionBytes = kMaxJsonStringBytes;

// What one search for a request (condition_analysis/request_search.h) may look at: variables,
// states of one of them, and steps. Real conditions have at most ten variables and need some dozen
// steps; past a limit an answer is unknown.
inline constexpr std::size_t kMaxSearchVariables = 256;
inline constexpr std::size_t kMaxAttributeStates = 4096;
inline constexpr std::size_t kMaxSearchSteps = 20'000;
// All searches together that ask which parts of one condition have no effect.
inline constexpr std::size_t kMaxOperandSteps = 40'000;

// One scope, in bytes. Azure's resource ids stay below 2,048.
inline constexpr std::size_t kMaxScopeBytes = 4096;

// States of one analysis automaton (action/automaton.h). The 709 control-plane wildcard patterns of
// all built-in roles need 13,198; 50 further patterns of the form `*/x` pass three million. An
// analysis that meets the limit gives up with a diagnostic; decisions never build an automaton.
inline constexpr std::size_t kMaxAutomatonStates = std::size_t{1} << 20U;

// The sizes of all subsets of one such automaton together: bounds its memory to 256 MiB where a
// few states are large instead of many small. The built-in roles need 119,000.
inline constexpr std::size_t kMaxAutomatonEntries = std::size_t{1} << 26U;

// Branches that one exact minimum set cover may look at (synthesis/set_cover.h). Needs that were
// sampled from real operations are solved by the reductions alone; past the limit an answer states
// the gap to its proven bound. A node of a hard instance takes some 20 microseconds.
inline constexpr std::size_t kMaxCoverNodes = 50'000;

}  // namespace leastwise

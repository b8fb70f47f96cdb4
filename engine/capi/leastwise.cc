// The functions translate and call; what throws (only memory can run out) is caught here, since an
// exception must not reach C.
#include "engine/capi/leastwise.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/authorizer/authorizer.h"
#include "engine/base/guid.h"
#include "engine/snapshot/snapshot.h"

struct lw_tenant {
  leastwise::Snapshot snapshot;
};

namespace leastwise {
namespace {

constexpr std::int64_t kTicksPerSecond = 10'000'000;
constexpr std::size_t kReasons = static_cast<std::size_t>(DecisionReason::kMembershipUnknown) + 1;
constexpr lw_decision kMalformed{.valid = 0, .effect = LW_UNKNOWN, .reasons = 0};
constexpr std::string_view kNoMemory = "out of memory";

static_assert(static_cast<int>(Effect::kAllow) == LW_ALLOW &&
              static_cast<int>(Effect::kDeny) == LW_DENY &&
              static_cast<int>(Effect::kUnknown) == LW_UNKNOWN);

void put_text(std::string_view text, char* buffer, std::size_t size) noexcept {
  if (buffer == nullptr || size == 0) {
    return;
  }
  const std::size_t length = std::min(text.size(), size - 1);
  std::memcpy(buffer, text.data(), length);
  buffer[length] = '\0';
}

// Beyond what ticks can say is the end of time, or its beginning.
Instant time_of(std::int64_t seconds) noexcept {
  constexpr std::int64_t kMost = kEndOfTime.ticks / kTicksPerSecond;
  return {std::clamp(seconds, -kMost, kMost) * kTicksPerSecond};
}

std::string_view text_of(const lw_text& text) noexcept {
  return text.length == 0 ? std::string_view() : std::string_view(text.bytes, text.length);
}

Guid guid_of(const std::uint8_t* bytes) noexcept {
  Guid guid;
  std::copy_n(bytes, guid.bytes.size(), guid.bytes.begin());
  return guid;
}

std::optional<Plane> plane_of(std::uint32_t plane) noexcept {
  if (plane > LW_DATA_PLANE) {
    return std::nullopt;
  }
  return plane == LW_DATA_PLANE ? Plane::kData : Plane::kControl;
}

lw_decision decision_of(const AccessDecision& decision) noexcept {
  return {.valid = 1,
          .effect = static_cast<std::uint8_t>(decision.effect),
          .reasons = decision.reasons.bits()};
}

// Empty where the plane is none.
std::optional<AccessQuestion> question_of(const lw_question& question) noexcept {
  const auto plane = plane_of(question.plane);
  if (!plane) {
    return std::nullopt;
  }
  return AccessQuestion{guid_of(question.principal), text_of(question.action), *plane,
                        text_of(question.scope)};
}

// So many questions go to decide_many() at once: the translated ones lie on the stack.
constexpr std::size_t kBatch = 64;

void decide_batch(const CompiledTenant& compiled, std::span<const lw_question> questions,
                  lw_decision* decisions) {
  std::array<AccessQuestion, kBatch> asked;
  std::array<CompiledTenant::BatchDecision, kBatch> answers;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    // One without a plane has no action either, and is malformed.
    asked[i] = question_of(questions[i]).value_or(AccessQuestion());
  }
  compiled.decide_many(std::span(asked).first(questions.size()),
                       std::span(answers).first(questions.size()));
  for (std::size_t i = 0; i < questions.size(); ++i) {
    decisions[i] = answers[i].valid ? decision_of(answers[i].decision) : kMalformed;
  }
}

// A scope as one number: where it stands in the preorder, and whether it is known itself.
std::uint64_t scope_number(const ScopeRef& scope) noexcept {
  return std::uint64_t{scope.preorder} << 1U | (scope.exact ? 1U : 0U);
}

lw_decision decide_ids(const CompiledTenant& compiled, const lw_id_question& question) noexcept {
  const auto plane = plane_of(question.plane);
  const std::uint64_t preorder = question.scope >> 1U;
  const Tenant& tenant = compiled.tenant();
  if (!plane || preorder >= tenant.scopes().size() ||
      question.operation >= tenant.operations().size() ||
      (question.principal != LW_NONE && question.principal >= tenant.directory().size())) {
    return kMalformed;
  }
  const ActionRef action = compiled.known_action(OperationId(question.operation), *plane);
  const ScopeRef scope{static_cast<std::uint32_t>(preorder), (question.scope & 1U) != 0};
  return decision_of(compiled.decide(SubjectRef{question.principal}, action, scope));
}

// The texts of the reasons end in a zero, as C wants them.
const std::array<std::string, kReasons>& reason_texts() {
  static const std::array<std::string, kReasons> texts = [] {
    std::array<std::string, kReasons> made;
    for (std::size_t i = 0; i < kReasons; ++i) {
      made[i] = to_string(static_cast<DecisionReason>(i));
    }
    return made;
  }();
  return texts;
}

lw_tenant* open_tenant(const char* path, const SnapshotOptions& options, char* error,
                       std::size_t error_size) {
  auto snapshot = Snapshot::open(path, options);
  if (!snapshot) {
    put_text(snapshot.error().message, error, error_size);
    return nullptr;
  }
  return std::make_unique<lw_tenant>(*std::move(snapshot)).release();
}

}  // namespace
}  // namespace leastwise

// Of the names below, those of the engine.
using leastwise::CompiledTenant;
using leastwise::SnapshotTrust;

uint32_t lw_abi_version(void) { return LW_ABI_VERSION; }

lw_tenant* lw_open(const char* path, int64_t at, uint32_t flags, char* error, size_t error_size) {
  try {
    return leastwise::open_tenant(
        path,
        {.trust = (flags & LW_TRUSTED) != 0 ? SnapshotTrust::kTrusted : SnapshotTrust::kValidate,
         .at = leastwise::time_of(at),
         .include_eligible = (flags & LW_INCLUDE_ELIGIBLE) != 0},
        error, error_size);
  } catch (const std::bad_alloc&) {
    leastwise::put_text(leastwise::kNoMemory, error, error_size);
    return nullptr;
  }
}

void lw_close(lw_tenant* tenant) { const std::unique_ptr<lw_tenant> owned(tenant); }

int lw_parse_guid(const char* text, size_t length, uint8_t guid[16]) {
  const auto parsed = leastwise::parse_guid({text, length});
  if (parsed) {
    std::ranges::copy(parsed->bytes, guid);
  }
  return parsed ? 1 : 0;
}

void lw_decide_many(const lw_tenant* tenant, const lw_question* questions, size_t count,
                    lw_decision* decisions) {
  const CompiledTenant& compiled = tenant->snapshot.compiled();
  for (std::size_t begin = 0; begin < count; begin += leastwise::kBatch) {
    const std::span batch(questions + begin, std::min(leastwise::kBatch, count - begin));
    try {
      leastwise::decide_batch(compiled, batch, decisions + begin);
    } catch (const std::bad_alloc&) {
      // Memory is needed only for what is malformed, and for actions longer than any real one.
      std::fill_n(decisions + begin, batch.size(), leastwise::kMalformed);
    }
  }
}

lw_decision lw_decide(const lw_tenant* tenant, const lw_question* question) {
  lw_decision decision = leastwise::kMalformed;
  lw_decide_many(tenant, question, 1, &decision);
  return decision;
}

int lw_question_error(const lw_tenant* tenant, const lw_question* question, char* error,
                      size_t error_size) {
  try {
    const auto asked = leastwise::question_of(*question);
    if (!asked) {
      leastwise::put_text("the plane is neither the control nor the data plane", error, error_size);
      return 1;
    }
    const auto decision = tenant->snapshot.compiled().decide(*asked);
    if (!decision) {
      leastwise::put_text(decision.error().message, error, error_size);
    }
    return decision ? 0 : 1;
  } catch (const std::bad_alloc&) {
    leastwise::put_text(leastwise::kNoMemory, error, error_size);
    return 1;
  }
}

uint32_t lw_principal(const lw_tenant* tenant, const uint8_t guid[16]) {
  return tenant->snapshot.compiled().subject(leastwise::guid_of(guid)).value;
}

uint32_t lw_operation(const lw_tenant* tenant, lw_text action) {
  const auto operation = tenant->snapshot.tenant().operations().find(leastwise::text_of(action));
  return operation ? operation->value() : LW_NONE;
}

uint64_t lw_scope(const lw_tenant* tenant, lw_text scope) {
  try {
    const auto found = tenant->snapshot.compiled().scope(leastwise::text_of(scope));
    return found ? leastwise::scope_number(*found) : LW_NO_SCOPE;
  } catch (const std::bad_alloc&) {
    return LW_NO_SCOPE;
  }
}

void lw_decide_ids(const lw_tenant* tenant, const lw_id_question* questions, size_t count,
                   lw_decision* decisions) {
  const CompiledTenant& compiled = tenant->snapshot.compiled();
  std::transform(questions, questions + count, decisions, [&](const lw_id_question& question) {
    return leastwise::decide_ids(compiled, question);
  });
}

const char* lw_reason(unsigned bit) {
  try {
    return bit < leastwise::kReasons ? leastwise::reason_texts()[bit].c_str() : nullptr;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

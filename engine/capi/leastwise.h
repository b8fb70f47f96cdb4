// The C interface of Leastwise: decisions from a snapshot, for other languages and engines.
//
//   struct lw_tenant* tenant = lw_open("tenant.lws", time(NULL), 0, error, sizeof error);
//   lw_decide_many(tenant, questions, count, decisions);
//   lw_close(tenant);
//
// The snapshot (`leastwise compile`) is mapped and used in place. A decision allocates nothing, but
// that the first one that meets a condition parses those of the tenant. No C++ exception leaves a
// function, and no pointer that one gives must be freed but by lw_close().
//
// What is stable: the functions, the layout of the structs, and every number; LW_ABI_VERSION grows
// when any of these would change.
//
// Conditions are evaluated on what is known of every request, which is the time; where a decision
// hangs on an attribute, it is LW_UNKNOWN.
//
// Thread safety: any number of threads may ask one tenant; lw_close() waits for nobody.
// Tests: tests/engine/capi/c_test.c and tests/engine/capi/python_test.py, which are examples too.
#pragma once

// NOLINTBEGIN(modernize-*): C reads this header
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define LW_API __attribute__((visibility("default")))
#else
#define LW_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define LW_ABI_VERSION 1u

// An open snapshot.
struct lw_tenant;

// Bits of `flags` of lw_open().
enum {
  LW_TRUSTED = 1,          // do not validate the file: only for one that nobody else can write
  LW_INCLUDE_ELIGIBLE = 2  // count eligible (PIM) grants as if they were activated
};

// UTF-8 text that need not end in a zero.
struct lw_text {
  const char* bytes;
  size_t length;
};

enum { LW_CONTROL_PLANE = 0, LW_DATA_PLANE = 1 };

// A question from texts: who, which action, where.
struct lw_question {
  uint8_t principal[16];  // an object id: lw_parse_guid()
  struct lw_text action;  // such as Microsoft.Storage/storageAccounts/read; no `*`
  struct lw_text scope;   // a resource id, `/` for the tenant
  uint32_t plane;
};

// A question from ids, valid for the tenant that gave them: the fastest way.
struct lw_id_question {
  uint32_t principal;  // lw_principal()
  uint32_t operation;  // lw_operation()
  uint64_t scope;      // lw_scope()
  uint32_t plane;
};

enum { LW_ALLOW = 0, LW_DENY = 1, LW_UNKNOWN = 2 };

struct lw_decision {
  uint8_t valid;     // 0: the question is malformed, see lw_question_error(); 1: decided
  uint8_t effect;    // LW_ALLOW, LW_DENY or LW_UNKNOWN; LW_UNKNOWN where it is malformed
  uint16_t reasons;  // bit i: lw_reason(i)
};

// An id of something that the tenant does not know.
#define LW_NONE UINT32_MAX
// A scope that is malformed.
#define LW_NO_SCOPE UINT64_MAX

// The LW_ABI_VERSION of the library.
LW_API uint32_t lw_abi_version(void);

// Opens a snapshot to decide for the time `at`, in seconds since 1970-01-01T00:00:00Z. NULL on
// failure: the message, cut to `error_size` bytes with its final zero, is in `error` then.
LW_API struct lw_tenant* lw_open(const char* path, int64_t at, uint32_t flags, char* error,
                                 size_t error_size);
// Closes it; ids and decisions of it mean nothing afterwards. NULL does nothing.
LW_API void lw_close(struct lw_tenant* tenant);

// Reads `8-4-4-4-12` hex digits; 0 where the text is no GUID, and `guid` is untouched then.
LW_API int lw_parse_guid(const char* text, size_t length, uint8_t guid[16]);

// Decides. decisions[i] is that of questions[i].
LW_API void lw_decide_many(const struct lw_tenant* tenant, const struct lw_question* questions,
                           size_t count, struct lw_decision* decisions);
LW_API struct lw_decision lw_decide(const struct lw_tenant* tenant,
                                    const struct lw_question* question);
// What is wrong with a question, cut to `error_size` bytes with its final zero; 0 where nothing is.
LW_API int lw_question_error(const struct lw_tenant* tenant, const struct lw_question* question,
                             char* error, size_t error_size);

// Ids. A principal that the tenant does not know is LW_NONE, and is decided as one without grants;
// an operation that it does not know is LW_NONE, and can only be asked by its text.
LW_API uint32_t lw_principal(const struct lw_tenant* tenant, const uint8_t guid[16]);
LW_API uint32_t lw_operation(const struct lw_tenant* tenant, struct lw_text action);
// A scope that the tenant does not know has the id of where it hangs. Malformed: LW_NO_SCOPE.
LW_API uint64_t lw_scope(const struct lw_tenant* tenant, struct lw_text scope);
// A question with an id that this tenant did not give is malformed.
LW_API void lw_decide_ids(const struct lw_tenant* tenant, const struct lw_id_question* questions,
                          size_t count, struct lw_decision* decisions);

// `granted-by-role-assignment`, ...: the text of a bit of lw_decision.reasons; NULL beyond the
// last.
LW_API const char* lw_reason(unsigned bit);

#ifdef __cplusplus
}
#endif
// NOLINTEND(modernize-*)

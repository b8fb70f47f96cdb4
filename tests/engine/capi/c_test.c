/* The C interface as a program in C uses it. Its argument is the snapshot of
 * tests/golden/fixtures/lab. */
#include "engine/capi/leastwise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;

#define EXPECT(condition)                                          \
  do {                                                             \
    if (!(condition)) {                                            \
      printf("%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                  \
    }                                                              \
  } while (0)

enum { kQuestions = 200 };

static struct lw_text text(const char* bytes) {
  struct lw_text result = {bytes, strlen(bytes)};
  return result;
}

static const char kAnn[] = "aaaaaaaa-0000-4000-8000-000000000001";
static const char kRead[] = "Microsoft.Lab/rigs/read";
static const char kBench[] =
    "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-bench";

static struct lw_question question_of(const char* principal, const char* action, const char* scope) {
  struct lw_question question;
  memset(&question, 0, sizeof question);
  EXPECT(lw_parse_guid(principal, strlen(principal), question.principal) == 1);
  question.action = text(action);
  question.scope = text(scope);
  question.plane = LW_CONTROL_PLANE;
  return question;
}

static void test_errors(void) {
  char error[256] = "";
  EXPECT(lw_open("/nowhere/at/all", 0, 0, error, sizeof error) == NULL);
  EXPECT(strcmp(error, "cannot read `/nowhere/at/all`: No such file or directory") == 0);
  char small[8] = "";
  EXPECT(lw_open("/nowhere/at/all", 0, 0, small, sizeof small) == NULL);
  EXPECT(strcmp(small, "cannot ") == 0);
  EXPECT(lw_open("/nowhere/at/all", 0, 0, NULL, 0) == NULL);
  uint8_t guid[16] = {7};
  EXPECT(lw_parse_guid("no guid", 7, guid) == 0);
  EXPECT(guid[0] == 7);
}

static void test_reasons(void) {
  EXPECT(strcmp(lw_reason(0), "granted-by-role-assignment") == 0);
  EXPECT(strcmp(lw_reason(7), "membership-unknown") == 0);
  EXPECT(lw_reason(8) == NULL);
  EXPECT(lw_abi_version() == LW_ABI_VERSION);
}

static void test_decisions(const struct lw_tenant* tenant) {
  const struct lw_question allowed = question_of(kAnn, kRead, kBench);
  const struct lw_decision decision = lw_decide(tenant, &allowed);
  EXPECT(decision.valid == 1);
  EXPECT(decision.effect == LW_ALLOW);
  EXPECT(decision.reasons == 1);

  const struct lw_question stranger = question_of("99999999-0000-4000-8000-000000000001", kRead, kBench);
  EXPECT(lw_decide(tenant, &stranger).effect == LW_DENY);

  char error[256] = "";
  EXPECT(lw_question_error(tenant, &allowed, error, sizeof error) == 0);
  const struct lw_question wild = question_of(kAnn, "*", kBench);
  EXPECT(lw_decide(tenant, &wild).valid == 0);
  EXPECT(lw_question_error(tenant, &wild, error, sizeof error) == 1);
  EXPECT(strcmp(error, "the asked action holds `*`") == 0);
  const struct lw_question nowhere = question_of(kAnn, kRead, "nowhere");
  EXPECT(lw_decide(tenant, &nowhere).valid == 0);
  struct lw_question no_plane = allowed;
  no_plane.plane = 2;
  EXPECT(lw_decide(tenant, &no_plane).valid == 0);
  EXPECT(lw_question_error(tenant, &no_plane, error, sizeof error) == 1);
}

/* A batch says what single decisions say, from texts and from ids. */
static void test_batches(const struct lw_tenant* tenant) {
  static const char* const principals[] = {kAnn, "aaaaaaaa-0000-4000-8000-000000000002",
                                           "aaaaaaaa-0000-4000-8000-000000000005"};
  static const char* const scopes[] = {kBench, "/", "/subscriptions/unknown"};
  static struct lw_question questions[kQuestions];
  static struct lw_id_question ids[kQuestions];
  static struct lw_decision from_texts[kQuestions];
  static struct lw_decision from_ids[kQuestions];
  for (size_t i = 0; i < kQuestions; ++i) {
    questions[i] = question_of(principals[i % 3], kRead, scopes[i / 3 % 3]);
    ids[i].principal = lw_principal(tenant, questions[i].principal);
    ids[i].operation = lw_operation(tenant, questions[i].action);
    ids[i].scope = lw_scope(tenant, questions[i].scope);
    ids[i].plane = LW_CONTROL_PLANE;
  }
  lw_decide_many(tenant, questions, kQuestions, from_texts);
  lw_decide_ids(tenant, ids, kQuestions, from_ids);
  size_t allowed = 0;
  for (size_t i = 0; i < kQuestions; ++i) {
    const struct lw_decision one = lw_decide(tenant, &questions[i]);
    EXPECT(memcmp(&from_texts[i], &one, sizeof one) == 0);
    EXPECT(memcmp(&from_ids[i], &one, sizeof one) == 0);
    allowed += one.effect == LW_ALLOW;
  }
  EXPECT(allowed != 0 && allowed != kQuestions);

  struct lw_id_question wrong = ids[0];
  wrong.operation = LW_NONE;
  lw_decide_ids(tenant, &wrong, 1, from_ids);
  EXPECT(from_ids[0].valid == 0);
  wrong = ids[0];
  wrong.scope = LW_NO_SCOPE;
  lw_decide_ids(tenant, &wrong, 1, from_ids);
  EXPECT(from_ids[0].valid == 0);
  EXPECT(lw_scope(tenant, text("nowhere")) == LW_NO_SCOPE);
  EXPECT(lw_operation(tenant, text("Nothing.Knows/this/read")) == LW_NONE);
}

/* Bob held a role in June 2025 alone: the time is that of the options. */
static void test_times(const char* path) {
  const struct lw_question bob = question_of("aaaaaaaa-0000-4000-8000-000000000002",
                                      "Microsoft.Lab/rigs/start/action", kBench);
  static const int64_t times[] = {1746057600, 1749900000, 1893456000};
  struct lw_decision decisions[3];
  for (size_t i = 0; i < 3; ++i) {
    char error[256] = "";
    struct lw_tenant* tenant = lw_open(path, times[i], i == 1 ? 0 : LW_TRUSTED, error, sizeof error);
    EXPECT(tenant != NULL);
    if (tenant == NULL) {
      return;
    }
    decisions[i] = lw_decide(tenant, &bob);
    lw_close(tenant);
  }
  EXPECT(decisions[0].effect == LW_DENY);
  EXPECT(decisions[1].effect == LW_ALLOW);
  EXPECT(decisions[2].effect == LW_DENY);
}

int main(int argc, char** argv) {
  if (argc != 2) {
    printf("usage: c_test SNAPSHOT\n");
    return 2;
  }
  char error[256] = "";
  const int64_t at = 1767225600; /* 2026-01-01 */
  struct lw_tenant* tenant = lw_open(argv[1], at, 0, error, sizeof error);
  if (tenant == NULL) {
    printf("%s\n", error);
    return 1;
  }
  test_errors();
  test_reasons();
  test_decisions(tenant);
  test_batches(tenant);
  test_times(argv[1]);
  lw_close(tenant);
  lw_close(NULL);
  printf(failures == 0 ? "passed\n" : "FAILED\n");
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

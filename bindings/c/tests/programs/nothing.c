/* NULL, and what is no UTF-8 or no type, gives a status and never a crash. */
#include "check.h"

#define NULL_ARGUMENT SCIMRULES_STATUS_NULL_ARGUMENT

/* The call fails with a status and tells the argument. */
#define FAILS(call, status, argument)                              \
    do {                                                           \
        ScimrulesError *error = NULL;                              \
        CHECK((call) == (status));                                 \
        CHECK(scimrules_error_status(error) == (status));          \
        CHECK(has(scimrules_error_message(error), "`" argument "`")); \
        scimrules_error_free(error);                               \
    } while (0)

static int freed = 0;

static void count_free(void *data) {
    (void)data;
    freed++;
}

static void answer(void *data, const ScimrulesValue *arguments, size_t count, ScimrulesReply *reply) {
    (void)data;
    (void)arguments;
    (void)count;
    scimrules_reply_null(reply);
}

int main(void) {
    static const uint32_t types[] = {SCIMRULES_TYPE_TEXT, SCIMRULES_TYPE_LIST};
    ScimrulesScratch *scratch = scimrules_scratch_new();
    ScimrulesCompiler *compiler = scimrules_compiler_new();
    ScimrulesTally *tally = scimrules_tally_new();
    ScimrulesRules *rules = NULL;
    ScimrulesFilter *filter = NULL;
    ScimrulesDecision decision;
    ScimrulesLines lines;
    ScimrulesText text = {NULL, 7};
    ScimrulesPatchOptions options;
    bool flag = true;
    size_t failed = 0;

    FAILS(scimrules_compile(NULL, TEXT("r"), TEXT("x"), NULL, &error), NULL_ARGUMENT, "rules");
    FAILS(scimrules_compile(compiler, NULL, 1, TEXT("x"), &rules, &error), NULL_ARGUMENT, "name");
    CHECK(rules == NULL);
    FAILS(scimrules_compile(NULL, TEXT("r"), TEXT("map { \xff"), &rules, &error), SCIMRULES_STATUS_NOT_UTF8, "source");
    FAILS(scimrules_compile(NULL, TEXT("r"), "x", SIZE_MAX, &rules, &error), SCIMRULES_STATUS_INVALID_ARGUMENT, "source");
    FAILS(scimrules_check(NULL, NULL, TEXT("r"), TEXT("x"), &text, &error), NULL_ARGUMENT, "scratch");
    CHECK(text.data == NULL && text.length == 0);
    FAILS(scimrules_check(NULL, scratch, TEXT("r"), NULL, 3, &text, &error), NULL_ARGUMENT, "source");
    FAILS(scimrules_check(NULL, scratch, TEXT("r"), TEXT("x"), NULL, &error), NULL_ARGUMENT, "diagnostics");

    CHECK(scimrules_compile(NULL, TEXT("r"), TEXT("map { email = userName }"), &rules, NULL) == SCIMRULES_STATUS_OK);
    FAILS(scimrules_decide(NULL, scratch, NULL, TEXT("{}"), &decision, &error), NULL_ARGUMENT, "rules");
    FAILS(scimrules_decide(rules, NULL, NULL, TEXT("{}"), &decision, &error), NULL_ARGUMENT, "scratch");
    FAILS(scimrules_decide(rules, scratch, NULL, NULL, 2, &decision, &error), NULL_ARGUMENT, "request");
    FAILS(scimrules_decide(rules, scratch, NULL, TEXT("{}"), NULL, &error), NULL_ARGUMENT, "decision");
    FAILS(scimrules_explain(rules, scratch, NULL, NULL, 2, &text, &error), NULL_ARGUMENT, "request");
    FAILS(scimrules_explain_text(NULL, scratch, NULL, TEXT("{}"), &text, &error), NULL_ARGUMENT, "rules");
    FAILS(scimrules_decide_lines(rules, scratch, NULL, NULL, 2, 1, NULL, &lines, &error), NULL_ARGUMENT, "requests");
    FAILS(scimrules_decide_lines(rules, scratch, NULL, TEXT("{}"), 1, NULL, NULL, &error), NULL_ARGUMENT, "lines");
    FAILS(scimrules_simulate(rules, scratch, NULL, TEXT("{}"), 1, 0, NULL, &error), NULL_ARGUMENT, "report");
    FAILS(scimrules_decide_many(rules, scratch, NULL, NULL, 1, 1, &decision, &failed, &error), NULL_ARGUMENT, "requests");
    FAILS(scimrules_decide_many(rules, scratch, NULL, &text, 1, 1, NULL, &failed, &error), NULL_ARGUMENT, "decisions");
    text.length = 3;
    text.data = NULL;
    FAILS(scimrules_decide_many(rules, scratch, NULL, &text, 1, 1, &decision, &failed, &error), NULL_ARGUMENT, "requests");
    FAILS(scimrules_tally_add(tally, NULL, &error), NULL_ARGUMENT, "decision");
    FAILS(scimrules_tally_add(NULL, &decision, &error), NULL_ARGUMENT, "tally");
    FAILS(scimrules_tally_exceeded(tally, NULL, scratch, 0, &text, &error), NULL_ARGUMENT, "rules");
    FAILS(scimrules_rules_needs_record(NULL, &flag, &error), NULL_ARGUMENT, "rules");
    CHECK(!flag);
    FAILS(scimrules_rules_needs_clock(rules, NULL, &error), NULL_ARGUMENT, "needs");
    FAILS(scimrules_rules_store(NULL, &text, &error), NULL_ARGUMENT, "rules");
    FAILS(scimrules_rules_attributes_read(rules, NULL, &text, &error), NULL_ARGUMENT, "scratch");
    FAILS(scimrules_rules_fields(NULL, scratch, &text, &error), NULL_ARGUMENT, "rules");
    FAILS(scimrules_rules_diagnostics(rules, scratch, NULL, &error), NULL_ARGUMENT, "diagnostics");
    FAILS(scimrules_rules_test(NULL, scratch, &text, &error), NULL_ARGUMENT, "rules");
    FAILS(scimrules_format(NULL, TEXT("x"), &text, &error), NULL_ARGUMENT, "scratch");
    FAILS(scimrules_filter_parse(NULL, 1, &filter, &error), NULL_ARGUMENT, "filter");
    FAILS(scimrules_filter_parse(TEXT("a pr"), NULL, &error), NULL_ARGUMENT, "parsed");
    FAILS(scimrules_filter_matches(NULL, TEXT("{}"), &flag, &error), NULL_ARGUMENT, "filter");
    FAILS(scimrules_filter_text(NULL, scratch, &text, &error), NULL_ARGUMENT, "filter");
    FAILS(scimrules_patch(scratch, NULL, 1, TEXT("[]"), NULL, &text, &error), NULL_ARGUMENT, "resource");
    FAILS(scimrules_patch(scratch, TEXT("{}"), TEXT("["), NULL, &text, &error), SCIMRULES_STATUS_NOT_JSON, "patch");
    memset(&options, 0, sizeof options);
    options.immutable_count = 1;
    FAILS(scimrules_patch(scratch, TEXT("{}"), TEXT("[]"), &options, &text, &error), NULL_ARGUMENT, "immutable");
    FAILS(scimrules_defaults_new(NULL, 0, NULL, 0, false, NULL, &error), NULL_ARGUMENT, "defaults");
    FAILS(scimrules_compiler_limits(compiler, NULL, &error), NULL_ARGUMENT, "limits");

    /* User data is freed where registering fails, too. */
    FAILS(scimrules_compiler_function(NULL, TEXT("f"), types, 1, types[0], answer, NULL, count_free, &error), NULL_ARGUMENT, "compiler");
    FAILS(scimrules_compiler_function(compiler, TEXT("f"), NULL, 1, types[0], answer, NULL, count_free, &error), NULL_ARGUMENT, "parameters");
    FAILS(scimrules_compiler_function(compiler, TEXT("f"), types, 1, types[0], NULL, NULL, count_free, &error), NULL_ARGUMENT, "call");
    CHECK(scimrules_compiler_function(compiler, TEXT("f"), types, 2, types[0], answer, NULL, count_free, NULL) == SCIMRULES_STATUS_INVALID_ARGUMENT);
    CHECK(scimrules_compiler_function(compiler, TEXT("f"), types, 1, 99, answer, NULL, count_free, NULL) == SCIMRULES_STATUS_INVALID_ARGUMENT);
    FAILS(scimrules_compiler_account(compiler, NULL, NULL, count_free, &error), NULL_ARGUMENT, "call");
    FAILS(scimrules_compiler_is_taken(NULL, NULL, NULL, count_free, &error), NULL_ARGUMENT, "compiler");
    CHECK(freed == 7);
    CHECK(scimrules_compiler_function(compiler, TEXT("f"), types, 1, types[0], answer, NULL, NULL, NULL) == SCIMRULES_STATUS_OK);

    /* Nothing has no parts, and freeing it does nothing. */
    CHECK(scimrules_error_status(NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_error_code(NULL).length == 0 && scimrules_error_line(NULL) == 0);
    scimrules_reply_null(NULL);
    scimrules_reply_list(NULL);
    scimrules_reply_text(NULL, TEXT("x"));
    scimrules_reply_error(NULL, TEXT("x"));
    scimrules_error_free(NULL);
    scimrules_rules_free(NULL);
    scimrules_scratch_free(NULL);
    scimrules_compiler_free(NULL);
    scimrules_defaults_free(NULL);
    scimrules_tally_free(NULL);
    scimrules_filter_free(NULL);

    scimrules_rules_free(rules);
    scimrules_tally_free(tally);
    scimrules_compiler_free(compiler);
    scimrules_scratch_free(scratch);
    puts("ok");
    return 0;
}

/* Every function once, in the way that its documentation shows. */
#include "check.h"

static const char RULES[] =
    "store \"Directory\"\n"
    "target { email string required  name string  seen dateTime }\n"
    "match email\n"
    "map {\n"
    "  email = lower(userName)\n"
    "  name ?= displayName\n"
    "  seen = now()\n"
    "}\n"
    "sync users where userType ne \"Guest\"\n"
    "limit delete to 0\n"
    "status { on delete => delete }\n"
    "test \"Ada\" { user { \"userName\": \"Ada@example.com\" } now \"2026-01-31T09:00:00Z\" expect create }\n";

static void compile_and_tell(ScimrulesRules **rules, ScimrulesScratch *scratch) {
    ScimrulesError *error = NULL;
    ScimrulesText text;
    bool flag = false;
    CHECK(scimrules_compile(NULL, TEXT("store.rules"), TEXT(RULES), rules, &error) == SCIMRULES_STATUS_OK);
    CHECK(*rules != NULL && error == NULL);
    CHECK(scimrules_rules_store(*rules, &text, NULL) == SCIMRULES_STATUS_OK && is(text, "Directory"));
    CHECK(scimrules_rules_needs_record(*rules, &flag, NULL) == SCIMRULES_STATUS_OK && flag);
    CHECK(scimrules_rules_needs_clock(*rules, &flag, NULL) == SCIMRULES_STATUS_OK && flag);
    CHECK(scimrules_rules_attributes_read(*rules, scratch, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(has(text, "\"displayName\"") && has(text, "\"userName\""));
    CHECK(scimrules_rules_fields(*rules, scratch, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(is(text, "[\"email\",\"name\",\"seen\"]"));
    CHECK(scimrules_rules_test(*rules, scratch, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(has(text, "\"failures\":[]") && has(text, "\"coverage\""));
    CHECK(scimrules_rules_diagnostics(*rules, scratch, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(is(text, "[]"));
}

static void decide(const ScimrulesRules *rules, ScimrulesScratch *scratch) {
    ScimrulesError *error = NULL;
    ScimrulesDecision decision;
    ScimrulesDefaults *defaults = NULL;
    ScimrulesText text;
    CHECK(scimrules_defaults_new(TEXT("2026-01-31T09:00:00Z"), TEXT("{}"), false, &defaults, &error) == SCIMRULES_STATUS_OK);

    CHECK(scimrules_decide(rules, scratch, defaults, TEXT("{\"userName\": \"Ada@example.com\"}"), &decision, &error) == SCIMRULES_STATUS_OK);
    CHECK(decision.action == SCIMRULES_ACTION_CREATE && !decision.account && !decision.group);
    CHECK(has(decision.json, "{\"action\":\"create\",\"event\":\"create\",\"status\":\"active\",\"record\":{\"email\":\"ada@example.com\""));

    /* Without a clock: what is wrong is a decision. */
    CHECK(scimrules_decide(rules, scratch, NULL, TEXT("{\"userName\": \"Ada@example.com\"}"), &decision, &error) == SCIMRULES_STATUS_OK);
    CHECK(decision.action == SCIMRULES_ACTION_REJECT && has(decision.json, "\"E0812\""));

    /* What is no request is an error. */
    CHECK(scimrules_decide(rules, scratch, NULL, TEXT("{\"userName\": "), &decision, &error) == SCIMRULES_STATUS_NOT_A_REQUEST);
    CHECK(is(scimrules_error_code(error), "E0901") && scimrules_error_message(error).length > 0);
    CHECK(scimrules_error_status(error) == SCIMRULES_STATUS_NOT_A_REQUEST);
    CHECK(decision.action == SCIMRULES_ACTION_NONE && decision.json.length == 0);
    scimrules_error_free(error);

    /* A NULL text is an empty one; it is no request. */
    CHECK(scimrules_decide(rules, scratch, NULL, NULL, 0, &decision, NULL) == SCIMRULES_STATUS_NOT_A_REQUEST);

    CHECK(scimrules_explain(rules, scratch, defaults, TEXT("{\"userName\": \"Ada\"}"), &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(has(text, "{\"decision\":{\"action\":\"create\"") && has(text, "\"lines\":["));
    CHECK(scimrules_explain_text(rules, scratch, NULL, TEXT("{\"userName\": \"Ada\"}"), &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(has(text, "reject") && has(text, "E0812"));
    scimrules_defaults_free(defaults);

    CHECK(scimrules_defaults_new(TEXT("yesterday"), NULL, 0, false, &defaults, &error) == SCIMRULES_STATUS_INVALID_ARGUMENT);
    CHECK(defaults == NULL && has(scimrules_error_message(error), "`yesterday` is not a dateTime"));
    scimrules_error_free(error);
    CHECK(scimrules_defaults_new(NULL, 0, TEXT("{"), false, &defaults, NULL) == SCIMRULES_STATUS_NOT_JSON);
    CHECK(scimrules_defaults_new(NULL, 0, TEXT("[]"), false, &defaults, NULL) == SCIMRULES_STATUS_INVALID_ARGUMENT);

    /* Requests without an operation are deletes. */
    CHECK(scimrules_defaults_new(TEXT("2026-01-31T09:00:00Z"), NULL, 0, true, &defaults, NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_decide(rules, scratch, defaults, TEXT("{\"user\": {\"userName\": \"Ada\"}, \"current\": {\"status\": \"active\"}}"), &decision, NULL) == SCIMRULES_STATUS_OK);
    CHECK(decision.action == SCIMRULES_ACTION_DELETE && decision.account);
    scimrules_defaults_free(defaults);
}

static void limits(const ScimrulesRules *rules, ScimrulesScratch *scratch) {
    /* The mark that some editors put at the start of a file is none of the first line. */
    static const char BATCH[] =
        "\xEF\xBB\xBF"
        "{\"operation\": \"delete\", \"user\": {\"userName\": \"a\"}, \"current\": {\"status\": \"active\"}}\r\n"
        "\n"
        "{\"operation\": \"delete\", \"user\": {\"userName\": \"b\"}}\n"
        "no request\n"
        "{\"group\": {\"displayName\": \"c\"}, \"current\": {}}";
    ScimrulesTally *tally = scimrules_tally_new();
    ScimrulesLines lines;
    ScimrulesText text;
    ScimrulesDecision decision;
    ScimrulesText requests[3];
    ScimrulesDecision decisions[3];
    size_t failed = 9;
    CHECK(scimrules_decide_lines(rules, scratch, NULL, TEXT(BATCH), 1, tally, &lines, NULL) == SCIMRULES_STATUS_OK);
    CHECK(lines.decided == 3 && lines.failed == 1);
    CHECK(has(lines.json, "{\"action\":\"delete\"") && has(lines.json, "\n{\"error\":{\"code\":\"E0901\",\"message\":\"") && has(lines.json, "\"line\":4}\n"));
    CHECK(scimrules_tally_exceeded(tally, rules, scratch, SCIMRULES_ACCOUNTS_OF_BATCH, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(is(text, "[{\"limit\":\"limit delete to 0\",\"line\":10,\"count\":1,\"allowed\":0}]"));
    scimrules_tally_free(tally);

    CHECK(scimrules_simulate(rules, scratch, NULL, TEXT(BATCH), 0, 100, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(is(text, "{\"exceeded\":[{\"limit\":\"limit delete to 0\",\"line\":10,\"count\":1,\"allowed\":0}],\"requests\":3,\"accounts\":2,\"failed\":1,\"actions\":[{\"action\":\"delete\",\"count\":1},{\"action\":\"ignore\",\"count\":2}]}"));

    requests[0].data = BATCH + 3;
    requests[0].length = (size_t)(strchr(BATCH, '\n') - requests[0].data);
    requests[1].data = NULL;
    requests[1].length = 0;
    requests[2] = requests[0];
    CHECK(scimrules_decide_many(rules, scratch, NULL, requests, 3, 2, decisions, &failed, NULL) == SCIMRULES_STATUS_OK);
    CHECK(failed == 1 && decisions[0].action == SCIMRULES_ACTION_DELETE && decisions[0].account);
    CHECK(decisions[1].action == SCIMRULES_ACTION_NONE && has(decisions[1].json, "{\"error\":{\"code\":\"E0901\""));
    CHECK(decisions[2].json.length == decisions[0].json.length && decisions[2].json.data != decisions[0].json.data);
    CHECK(memcmp(decisions[2].json.data, decisions[0].json.data, decisions[0].json.length) == 0);
    CHECK(scimrules_decide_many(rules, scratch, NULL, NULL, 0, 2, NULL, &failed, NULL) == SCIMRULES_STATUS_OK && failed == 0);

    tally = scimrules_tally_new();
    decision = decisions[0];
    CHECK(scimrules_tally_add(tally, &decision, NULL) == SCIMRULES_STATUS_OK);
    decision.action = 77;
    CHECK(scimrules_tally_add(tally, &decision, NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_tally_exceeded(tally, rules, scratch, 5, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(has(text, "\"count\":1"));
    scimrules_tally_free(tally);
}

static void mistakes(ScimrulesScratch *scratch) {
    ScimrulesError *error = NULL;
    ScimrulesRules *rules = NULL;
    ScimrulesText text;
    CHECK(scimrules_compile(NULL, TEXT("bad.rules"), TEXT("map {\n  email = lowr(userName)\n  nick = nickNam\n}\n"), &rules, &error) == SCIMRULES_STATUS_RULES_FAILED);
    CHECK(rules == NULL && is(scimrules_error_code(error), "E0302"));
    CHECK(scimrules_error_line(error) == 2 && scimrules_error_column(error) == 11);
    CHECK(has(scimrules_error_text(error), "bad.rules:2:11") && has(scimrules_error_text(error), "did you mean `nickName`?"));
    CHECK(has(scimrules_error_diagnostics(error), "\"code\":\"E0301\""));
    CHECK(scimrules_error_scim(error).length == 0);
    scimrules_error_free(error);

    CHECK(scimrules_check(NULL, scratch, TEXT("x"), TEXT("map { email = lowr(userName) }"), &text, &error) == SCIMRULES_STATUS_OK);
    CHECK(has(text, "[{\"code\":\"E0302\",\"severity\":\"error\"") && error == NULL);

    CHECK(scimrules_format(scratch, TEXT("map{email=userName}"), &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(is(text, "map {\n  email = userName\n}\n"));
    CHECK(scimrules_format(scratch, TEXT("map {"), &text, &error) == SCIMRULES_STATUS_RULES_FAILED);
    CHECK(is(scimrules_error_code(error), "E0105") && text.length == 0);
    scimrules_error_free(error);
}

static void scim(ScimrulesScratch *scratch) {
    ScimrulesError *error = NULL;
    ScimrulesFilter *filter = NULL;
    ScimrulesText text;
    ScimrulesText name;
    ScimrulesPatchOptions options;
    bool matches = false;
    CHECK(scimrules_filter_parse(TEXT("userName SW \"a\" and (active eq true)"), &filter, &error) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_filter_matches(filter, TEXT("{\"userName\": \"Ada\", \"active\": true}"), &matches, NULL) == SCIMRULES_STATUS_OK && matches);
    CHECK(scimrules_filter_matches(filter, TEXT("{\"userName\": \"Bob\"}"), &matches, NULL) == SCIMRULES_STATUS_OK && !matches);
    CHECK(scimrules_filter_matches(filter, TEXT("{"), &matches, NULL) == SCIMRULES_STATUS_NOT_JSON && !matches);
    CHECK(scimrules_filter_text(filter, scratch, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(is(text, "userName sw \"a\" and active eq true"));
    scimrules_filter_free(filter);
    CHECK(scimrules_filter_parse(TEXT("userName =="), &filter, &error) == SCIMRULES_STATUS_SCIM_FAILED);
    CHECK(filter == NULL && is(scimrules_error_code(error), "invalidFilter"));
    CHECK(has(scimrules_error_scim(error), "\"scimType\":\"invalidFilter\""));
    scimrules_error_free(error);

    CHECK(scimrules_patch(scratch, TEXT("{\"userName\": \"ada\"}"), TEXT("[{\"op\": \"Replace\", \"path\": \"active\", \"value\": \"False\"}]"), NULL, &text, NULL) == SCIMRULES_STATUS_OK);
    CHECK(is(text, "{\"userName\":\"ada\",\"active\":false}"));
    memset(&options, 0, sizeof options);
    name.data = "badge";
    name.length = 5;
    options.immutable = &name;
    options.immutable_count = 1;
    CHECK(scimrules_patch(scratch, TEXT("{\"badge\": \"1\"}"), TEXT("[{\"op\": \"replace\", \"path\": \"badge\", \"value\": \"2\"}]"), &options, &text, &error) == SCIMRULES_STATUS_SCIM_FAILED);
    CHECK(is(scimrules_error_code(error), "mutability") && text.length == 0);
    scimrules_error_free(error);
}

int main(void) {
    ScimrulesScratch *scratch = scimrules_scratch_new();
    ScimrulesRules *rules = NULL;
    CHECK(scimrules_abi_version() == SCIMRULES_ABI_VERSION);
    CHECK(strchr(scimrules_version(), '.') != NULL);
    CHECK(strcmp(scimrules_status_text(SCIMRULES_STATUS_BUSY), "the handle is in use") == 0);
    CHECK(strcmp(scimrules_status_text(99), "not a status") == 0);
    compile_and_tell(&rules, scratch);
    decide(rules, scratch);
    limits(rules, scratch);
    mistakes(scratch);
    scim(scratch);
    scimrules_rules_free(rules);
    scimrules_scratch_free(scratch);
    puts("ok");
    return 0;
}

/* Functions of the host: every type in and out, errors, user data, what they may not do. */
#include "check.h"

typedef struct {
    int calls;
    int freed;
    const ScimrulesRules *rules;
    ScimrulesScratch *scratch;
} Host;

static void free_host(void *data) {
    ((Host *)data)->freed++;
}

/* `describe(x)`: the type and the value as text. */
static void describe(void *data, const ScimrulesValue *arguments, size_t count, ScimrulesReply *reply) {
    char text[100];
    const ScimrulesValue *value = arguments;
    ((Host *)data)->calls++;
    CHECK(count == 1);
    switch (value->type) {
    case SCIMRULES_TYPE_BOOLEAN: sprintf(text, "boolean %d", (int)value->content.boolean); break;
    case SCIMRULES_TYPE_INTEGER: sprintf(text, "integer %ld", (long)value->content.integer); break;
    case SCIMRULES_TYPE_DECIMAL: sprintf(text, "decimal %g", value->content.decimal); break;
    case SCIMRULES_TYPE_TEXT: sprintf(text, "text %.*s", (int)value->content.text.length, value->content.text.data); break;
    case SCIMRULES_TYPE_DATE_TIME: sprintf(text, "dateTime %.*s", (int)value->content.text.length, value->content.text.data); break;
    case SCIMRULES_TYPE_LIST:
        CHECK(value->content.list.items[0].type == SCIMRULES_TYPE_TEXT);
        sprintf(text, "list of %d", (int)value->content.list.length);
        break;
    default: sprintf(text, "type %d", (int)value->type);
    }
    scimrules_reply_text(reply, text, strlen(text));
}

/* `give(what)`: an answer of any type. */
static void give(void *data, const ScimrulesValue *arguments, size_t count, ScimrulesReply *reply) {
    ScimrulesText what = arguments[0].content.text;
    (void)data;
    CHECK(count == 1 && arguments[0].type == SCIMRULES_TYPE_TEXT);
    switch (what.data[0]) {
    case 'b': scimrules_reply_boolean(reply, true); break;
    case 'i': scimrules_reply_integer(reply, -7); break;
    case 'd': scimrules_reply_decimal(reply, 0.5); break;
    case 't': scimrules_reply_text(reply, TEXT("gr\xc3\xbc\xc3\x9f")); break;
    case 'l':
        scimrules_reply_list(reply);
        scimrules_reply_text(reply, TEXT("one"));
        scimrules_reply_null(reply);
        scimrules_reply_text(reply, TEXT("two"));
        break;
    case 'n': scimrules_reply_null(reply); break;
    case 'e': scimrules_reply_error(reply, TEXT("the store is closed")); break;
    case 'x': scimrules_reply_text(reply, TEXT("\xff")); break;
    default: break;
    }
}

/* What is in use cannot be used. */
static void reenter(void *data, const ScimrulesValue *arguments, size_t count, ScimrulesReply *reply) {
    Host *host = data;
    ScimrulesDecision decision;
    ScimrulesStatus status;
    (void)arguments;
    (void)count;
    status = scimrules_decide(host->rules, host->scratch, NULL, TEXT("{\"userName\": \"x\"}"), &decision, NULL);
    scimrules_reply_text(reply, status == SCIMRULES_STATUS_BUSY ? "busy" : "free", 4);
}

static void account(void *data, ScimrulesText field, const ScimrulesValue *value, ScimrulesReply *reply) {
    (void)data;
    CHECK(is(field, "email") && value->type == SCIMRULES_TYPE_TEXT);
    switch (value->content.text.data[0]) {
    case 'b': scimrules_reply_text(reply, TEXT("id-1")); break;
    case 'w': scimrules_reply_integer(reply, 3); break;
    default: break;
    }
}

static void is_taken(void *data, ScimrulesText field, ScimrulesText value, ScimrulesReply *reply) {
    (void)data;
    CHECK(is(field, "login"));
    if (value.data[0] != 'w') {
        scimrules_reply_boolean(reply, value.data[value.length - 1] != '2');
    }
}

static const char RULES[] =
    "attributes { answer string  size decimal }\n"
    "target { email string  login string  said string  given string  list string[]  manager string  busy string }\n"
    "map {\n"
    "  login = first_free(userName, \"{userName}{n}\")\n"
    "  said = describe(meta.created) if meta.created pr\n"
    "  said = describe(size) if size pr\n"
    "  said = describe(active) if active pr\n"
    "  said = describe(displayName)\n"
    "  list = describe(emails.value) if emails pr\n"
    "  list = give(answer) if answer eq \"l\"\n"
    "  given = give(answer) if answer ne \"l\"\n"
    "  manager = account(\"email\", nickName)\n"
    "  busy = reenter(title)\n"
    "}\n";

static ScimrulesRules *rules;
static ScimrulesScratch *scratch;

static ScimrulesText decide(const char *request) {
    ScimrulesDecision decision;
    CHECK(scimrules_decide(rules, scratch, NULL, request, strlen(request), &decision, NULL) == SCIMRULES_STATUS_OK);
    return decision.json;
}

int main(void) {
    static const uint32_t any[] = {SCIMRULES_TYPE_ANY};
    static const uint32_t text[] = {SCIMRULES_TYPE_TEXT};
    Host host = {0, 0, NULL, NULL};
    ScimrulesCompiler *compiler = scimrules_compiler_new();
    ScimrulesLimits limits;
    ScimrulesDecision decision;
    ScimrulesError *error = NULL;
    scratch = scimrules_scratch_new();
    CHECK(scimrules_compiler_function(compiler, TEXT("describe"), any, 1, text[0], describe, &host, free_host, NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_compiler_function(compiler, TEXT("give"), text, 1, any[0], give, NULL, NULL, NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_compiler_function(compiler, TEXT("reenter"), text, 1, text[0], reenter, &host, free_host, NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_compiler_account(compiler, account, &host, free_host, NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_compiler_is_taken(compiler, is_taken, &host, free_host, NULL) == SCIMRULES_STATUS_OK);
    memset(&limits, 0, sizeof limits);
    limits.request_size = 200;
    CHECK(scimrules_compiler_limits(compiler, &limits, NULL) == SCIMRULES_STATUS_OK);
    if (scimrules_compile(compiler, TEXT("r"), TEXT(RULES), &rules, &error) != SCIMRULES_STATUS_OK) {
        ScimrulesText told = scimrules_error_text(error);
        fprintf(stderr, "%.*s", (int)told.length, told.data);
        return 1;
    }
    /* Rules do not need their compiler. */
    scimrules_compiler_free(compiler);
    CHECK(host.freed == 0);
    host.rules = rules;
    host.scratch = scratch;

    CHECK(has(decide("{\"userName\": \"a\", \"active\": true}"), "\"said\":\"boolean 1\""));
    CHECK(has(decide("{\"userName\": \"a\", \"size\": 2}"), "\"said\":\"integer 2\""));
    CHECK(has(decide("{\"userName\": \"a\", \"size\": 2.5}"), "\"said\":\"decimal 2.5\""));
    CHECK(has(decide("{\"userName\": \"a\", \"displayName\": \"A\"}"), "\"said\":\"text A\""));
    CHECK(has(decide("{\"userName\": \"a\", \"meta\": {\"created\": \"2026-01-31T09:00:00Z\"}}"), "\"said\":\"dateTime 2026-01-31T09:00:00Z\""));
    CHECK(has(decide("{\"userName\": \"a\", \"emails\": [{\"value\": \"x\"}, {\"value\": \"y\"}]}"), "\"list\":[\"text x\",\"text y\"]"));
    CHECK(host.calls == 7);

    CHECK(has(decide("{\"userName\": \"a\", \"answer\": \"t\"}"), "\"given\":\"gr\xc3\xbc\xc3\x9f\""));
    CHECK(has(decide("{\"userName\": \"a\", \"answer\": \"l\"}"), "\"list\":[\"one\",\"two\"]"));
    CHECK(has(decide("{\"userName\": \"a\", \"answer\": \"e\"}"), "the store is closed"));
    CHECK(has(decide("{\"userName\": \"a\", \"answer\": \"x\"}"), "is not UTF-8 from byte 0"));
    CHECK(has(decide("{\"userName\": \"a\", \"answer\": \"b\"}"), "\"reject\""));
    CHECK(has(decide("{\"userName\": \"a\", \"answer\": \"n\"}"), "\"create\""));
    CHECK(has(decide("{\"userName\": \"a\", \"answer\": \"?\"}"), "\"create\""));

    CHECK(has(decide("{\"userName\": \"ada\"}"), "\"login\":\"ada2\""));
    CHECK(has(decide("{\"userName\": \"w\"}"), "did not answer true or false"));
    CHECK(has(decide("{\"userName\": \"a\", \"nickName\": \"bob\"}"), "\"manager\":\"id-1\""));
    CHECK(has(decide("{\"userName\": \"a\", \"nickName\": \"carl\"}"), "\"W0803\""));
    CHECK(has(decide("{\"userName\": \"a\", \"nickName\": \"wim\"}"), "answered neither a text nor null"));
    CHECK(has(decide("{\"userName\": \"a\", \"title\": \"x\"}"), "\"busy\":\"busy\""));

    {
        char large[300];
        memset(large, ' ', sizeof large);
        CHECK(scimrules_decide(rules, scratch, NULL, large, sizeof large, &decision, &error) == SCIMRULES_STATUS_NOT_A_REQUEST);
        CHECK(is(scimrules_error_code(error), "E0902"));
        scimrules_error_free(error);
    }
    CHECK(host.freed == 0);
    scimrules_rules_free(rules);
    CHECK(host.freed == 4);
    scimrules_scratch_free(scratch);
    puts("ok");
    return 0;
}

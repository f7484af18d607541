/* Answers questions over standard input and output: a word and a length in a line, then so many
   bytes; the answer is a status and a length in a line, then so many bytes. */
#include "check.h"

static void answer(ScimrulesStatus status, ScimrulesText text, ScimrulesError *error) {
    if (status != SCIMRULES_STATUS_OK) {
        text = scimrules_error_code(error);
    }
    printf("%d %lu\n", (int)status, (unsigned long)text.length);
    if (text.length > 0) {
        fwrite(text.data, 1, text.length, stdout);
    }
    fflush(stdout);
    scimrules_error_free(error);
}

int main(void) {
    static const ScimrulesText nothing = {NULL, 0};
    ScimrulesScratch *scratch = scimrules_scratch_new();
    ScimrulesRules *rules = NULL;
    ScimrulesFilter *filter = NULL;
    ScimrulesPatchOptions options = {false, false, NULL, 0};
    ScimrulesText immutable = {NULL, 0};
    char *resource = NULL, *name = NULL;
    size_t resource_length = 0;
    char word[20];
    unsigned long length;
    while (scanf("%19s %lu", word, &length) == 2 && getchar() == '\n') {
        char *body = malloc(length + 1);
        ScimrulesError *error = NULL;
        ScimrulesText text = nothing;
        CHECK(fread(body, 1, length, stdin) == length);
        if (strcmp(word, "rules") == 0) {
            scimrules_rules_free(rules);
            answer(scimrules_compile(NULL, TEXT("rules"), body, length, &rules, &error), nothing, error);
        } else if (strcmp(word, "decide") == 0) {
            ScimrulesDecision decision;
            ScimrulesStatus status = scimrules_decide(rules, scratch, NULL, body, length, &decision, &error);
            answer(status, decision.json, error);
        } else if (strcmp(word, "lines") == 0) {
            ScimrulesLines lines;
            ScimrulesStatus status = scimrules_decide_lines(rules, scratch, NULL, body, length, 2, NULL, &lines, &error);
            answer(status, lines.json, error);
        } else if (strcmp(word, "explain") == 0) {
            ScimrulesStatus status = scimrules_explain(rules, scratch, NULL, body, length, &text, &error);
            answer(status, text, error);
        } else if (strcmp(word, "filter") == 0) {
            ScimrulesStatus status;
            scimrules_filter_free(filter);
            status = scimrules_filter_parse(body, length, &filter, &error);
            if (status == SCIMRULES_STATUS_OK) {
                CHECK(scimrules_filter_text(filter, scratch, &text, NULL) == SCIMRULES_STATUS_OK);
            }
            answer(status, text, error);
        } else if (strcmp(word, "matches") == 0) {
            bool matches = false;
            ScimrulesStatus status = scimrules_filter_matches(filter, body, length, &matches, &error);
            text.data = matches ? "true" : "false";
            text.length = strlen(text.data);
            answer(status, text, error);
        } else if (strcmp(word, "options") == 0) {
            /* Two digits, and the name of an attribute or nothing. */
            CHECK(length >= 2);
            free(name);
            name = body;
            immutable.data = body + 2;
            immutable.length = length - 2;
            options.strict = body[0] == '1';
            options.known_only = body[1] == '1';
            options.immutable = &immutable;
            options.immutable_count = length > 2;
            continue;
        } else if (strcmp(word, "resource") == 0) {
            free(resource);
            resource = body;
            resource_length = length;
            continue;
        } else {
            ScimrulesStatus status;
            CHECK(strcmp(word, "patch") == 0);
            status = scimrules_patch(scratch, resource, resource_length, body, length, &options, &text, &error);
            answer(status, text, error);
        }
        free(body);
    }
    free(resource);
    free(name);
    scimrules_filter_free(filter);
    scimrules_rules_free(rules);
    scimrules_scratch_free(scratch);
    return 0;
}

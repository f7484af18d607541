/* Decides the users of a file, one JSON object a line, by the rules of another. */
#include <scimrules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file as text; the caller frees it. */
static char *read_file(const char *name, size_t *length) {
    FILE *file = fopen(name, "rb");
    char *text = NULL;
    long size;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
        rewind(file);
        text = malloc((size_t)size + 1);
        *length = text == NULL ? 0 : fread(text, 1, (size_t)size, file);
    }
    if (file != NULL) {
        fclose(file);
    }
    if (text == NULL) {
        perror(name);
        exit(2);
    }
    return text;
}

int main(int count, char **arguments) {
    ScimrulesRules *rules = NULL;
    ScimrulesScratch *scratch = NULL;
    ScimrulesError *error = NULL;
    size_t rules_length = 0, users_length = 0;
    char *rules_text, *users, *line, *end;
    int status = 0;

    if (count != 3) {
        fprintf(stderr, "usage: %s RULES USERS\n", arguments[0]);
        return 2;
    }
    if (scimrules_abi_version() != SCIMRULES_ABI_VERSION) {
        fprintf(stderr, "this program was compiled for another scimrules\n");
        return 2;
    }
    rules_text = read_file(arguments[1], &rules_length);
    users = read_file(arguments[2], &users_length);

    /* Once: compile. Every mistake is told, with its line. */
    if (scimrules_compile(NULL, arguments[1], strlen(arguments[1]), rules_text, rules_length,
                          &rules, &error) != SCIMRULES_STATUS_OK) {
        ScimrulesText told = scimrules_error_text(error);
        fprintf(stderr, "%.*s\n", (int)told.length, told.data);
        scimrules_error_free(error);
        status = 2;
        goto done;
    }

    /* Many times: decide. The decision is borrowed from the scratch until the next one. */
    scratch = scimrules_scratch_new();
    for (line = users; line < users + users_length; line = end + 1) {
        ScimrulesDecision decision;
        end = memchr(line, '\n', (size_t)(users + users_length - line));
        if (end == NULL) {
            end = users + users_length;
        }
        if (scimrules_decide(rules, scratch, NULL, line, (size_t)(end - line), &decision,
                             &error) == SCIMRULES_STATUS_OK) {
            printf("%.*s\n", (int)decision.json.length, decision.json.data);
        } else {
            ScimrulesText told = scimrules_error_message(error);
            fprintf(stderr, "%.*s\n", (int)told.length, told.data);
            scimrules_error_free(error);
            status = 1;
        }
    }

done:
    scimrules_scratch_free(scratch);
    scimrules_rules_free(rules);
    free(users);
    free(rules_text);
    return status;
}

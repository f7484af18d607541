/* Rules, defaults and filters are shared by threads; a scratch is not, and says so. */
#define _POSIX_C_SOURCE 200112L
#include "check.h"

#include <pthread.h>

enum { THREADS = 8, ROUNDS = 200, LINES = 2000 };

static ScimrulesRules *rules;
static ScimrulesFilter *filter;
static ScimrulesDefaults *defaults;
static ScimrulesScratch *shared;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int busy, done;

static void *work(void *data) {
    ScimrulesScratch *scratch = scimrules_scratch_new();
    int thread = *(int *)data, round;
    for (round = 0; round < ROUNDS; round++) {
        char request[100], expected[100];
        ScimrulesDecision decision;
        ScimrulesStatus status;
        bool matches = false;
        sprintf(request, "{\"userName\": \"User%d-%d@example.com\"}", thread, round);
        sprintf(expected, "{\"email\":\"user%d-%d@example.com\",\"team\":\"x\"}", thread, round);
        CHECK(scimrules_decide(rules, scratch, defaults, request, strlen(request), &decision, NULL) == SCIMRULES_STATUS_OK);
        CHECK(has(decision.json, expected));
        CHECK(scimrules_filter_matches(filter, request, strlen(request), &matches, NULL) == SCIMRULES_STATUS_OK && matches);
        status = scimrules_decide(rules, shared, defaults, request, strlen(request), &decision, NULL);
        CHECK(status == SCIMRULES_STATUS_OK || status == SCIMRULES_STATUS_BUSY);
        pthread_mutex_lock(&mutex);
        busy += status == SCIMRULES_STATUS_BUSY;
        done += status == SCIMRULES_STATUS_OK;
        pthread_mutex_unlock(&mutex);
    }
    scimrules_scratch_free(scratch);
    return NULL;
}

/* The library's own threads give the same bytes as one thread. */
static void many(void) {
    char *text = malloc(LINES * 100);
    ScimrulesText *requests = malloc(LINES * sizeof *requests);
    ScimrulesDecision *decisions = malloc(LINES * sizeof *decisions);
    ScimrulesScratch *other = scimrules_scratch_new();
    ScimrulesLines one, several;
    ScimrulesTally *tally = scimrules_tally_new();
    ScimrulesText exceeded;
    size_t length = 0, index, failed, threads;
    for (index = 0; index < LINES; index++) {
        char *start = text + length;
        size_t size = (size_t)sprintf(start, "{\"userName\": \"User%d@example.com\"%s", (int)index, index % 100 == 99 ? "\n" : "}\n");
        requests[index].data = start;
        requests[index].length = size - 1;
        length += size;
    }
    CHECK(scimrules_decide_lines(rules, other, defaults, text, length, 1, NULL, &one, NULL) == SCIMRULES_STATUS_OK);
    CHECK(one.decided == LINES - LINES / 100 && one.failed == LINES / 100);
    for (threads = 0; threads < 6; threads++) {
        CHECK(scimrules_decide_lines(rules, shared, defaults, text, length, threads, threads == 3 ? tally : NULL, &several, NULL) == SCIMRULES_STATUS_OK);
        CHECK(several.decided == one.decided && several.failed == one.failed);
        CHECK(several.json.length == one.json.length);
        CHECK(memcmp(several.json.data, one.json.data, one.json.length) == 0);
    }
    CHECK(scimrules_tally_exceeded(tally, rules, shared, 0, &exceeded, NULL) == SCIMRULES_STATUS_OK);
    CHECK(has(exceeded, "\"count\":1980,\"allowed\":10"));
    for (threads = 0; threads < 6; threads++) {
        const char *at = one.json.data;
        CHECK(scimrules_decide_many(rules, shared, defaults, requests, LINES, threads, decisions, &failed, NULL) == SCIMRULES_STATUS_OK);
        CHECK(failed == LINES / 100);
        for (index = 0; index < LINES; index++) {
            const char *end = memchr(at, '\n', (size_t)(one.json.data + one.json.length - at));
            CHECK((decisions[index].action == SCIMRULES_ACTION_NONE) == (index % 100 == 99));
            if (decisions[index].action != SCIMRULES_ACTION_NONE) {
                CHECK(decisions[index].json.length == (size_t)(end - at));
                CHECK(memcmp(decisions[index].json.data, at, (size_t)(end - at)) == 0);
            }
            at = end + 1;
        }
    }
    scimrules_tally_free(tally);
    scimrules_scratch_free(other);
    free(decisions);
    free(requests);
    free(text);
}

int main(void) {
    pthread_t threads[THREADS];
    int numbers[THREADS], index;
    CHECK(scimrules_compile(NULL, TEXT("r"), TEXT("param team string = \"?\"\nmap {\n  email = lower(userName)\n  team = team\n}\nlimit create to 10\n"), &rules, NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_filter_parse(TEXT("userName sw \"user\""), &filter, NULL) == SCIMRULES_STATUS_OK);
    CHECK(scimrules_defaults_new(NULL, 0, TEXT("{\"team\": \"x\"}"), false, &defaults, NULL) == SCIMRULES_STATUS_OK);
    shared = scimrules_scratch_new();
    for (index = 0; index < THREADS; index++) {
        numbers[index] = index;
        CHECK(pthread_create(&threads[index], NULL, work, &numbers[index]) == 0);
    }
    for (index = 0; index < THREADS; index++) {
        CHECK(pthread_join(threads[index], NULL) == 0);
    }
    CHECK(busy + done == THREADS * ROUNDS && done > 0);
    many();
    scimrules_scratch_free(shared);
    scimrules_defaults_free(defaults);
    scimrules_filter_free(filter);
    scimrules_rules_free(rules);
    puts("ok");
    return 0;
}

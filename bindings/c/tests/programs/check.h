/* What the test programs share: a check that tells what it saw. */
#ifndef CHECK_H
#define CHECK_H

#include <scimrules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                         \
    do {                                                                         \
        if (!(condition)) {                                                      \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                             \
        }                                                                        \
    } while (0)

/* A literal as pointer and length. */
#define TEXT(literal) (literal), sizeof(literal) - 1

static inline int is(ScimrulesText text, const char *expected) {
    size_t length = strlen(expected);
    int same = text.length == length && (length == 0 || memcmp(text.data, expected, length) == 0);
    if (!same) {
        fprintf(stderr, "found    %.*s\nexpected %s\n", (int)text.length, text.data, expected);
    }
    return same;
}

static inline int has(ScimrulesText text, const char *part) {
    size_t length = strlen(part);
    size_t at;
    for (at = 0; at + length <= text.length; at++) {
        if (memcmp(text.data + at, part, length) == 0) {
            return 1;
        }
    }
    fprintf(stderr, "found    %.*s\nwithout  %s\n", (int)text.length, text.data, part);
    return 0;
}

#endif

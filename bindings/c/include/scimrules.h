// scimrules: rules for SCIM provisioning, for C and C++.
// SPDX-License-Identifier: MIT OR Apache-2.0
//
// What holds for all functions:
//
// - Texts come as a pointer and a length in bytes, in UTF-8; no zero byte ends them. An empty text
//   may be NULL.
// - Functions that can fail return a status. `error` may be NULL; else the caller owns what is
//   written there, and frees it. NULL where something is due is SCIMRULES_STATUS_NULL_ARGUMENT.
// - Where a function fails, its results are empty: NULL, zero, false.
// - Handles come from the library and are freed once, with the `_free` of their type. Nothing may be
//   in use while it is freed, and nothing is used afterwards.
// - What is borrowed from a scratch is there until the scratch is used again or freed.
// - Which types threads may share is said with each type. There is no global state.
// - A fault inside the library does not leave it: SCIMRULES_STATUS_PANICKED.

#ifndef SCIMRULES_H
#define SCIMRULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// There is no decision: what came is no request.
#define SCIMRULES_ACTION_NONE 0

// Create the account.
#define SCIMRULES_ACTION_CREATE 1

// Write the changes.
#define SCIMRULES_ACTION_UPDATE 2

// Nothing differs.
#define SCIMRULES_ACTION_UNCHANGED 3

// Make the account active.
#define SCIMRULES_ACTION_ACTIVATE 4

// Make it inactive.
#define SCIMRULES_ACTION_DEACTIVATE 5

// Suspend it.
#define SCIMRULES_ACTION_SUSPEND 6

// Delete it.
#define SCIMRULES_ACTION_DELETE 7

// Do nothing.
#define SCIMRULES_ACTION_IGNORE 8

// Do nothing, and tell why it cannot be done.
#define SCIMRULES_ACTION_REJECT 9

// How many accounts the target has is not known: those that the requests of the batch carry count.
#define SCIMRULES_ACCOUNTS_OF_BATCH UINT64_MAX

// The version of this header. It changes with every change that programs must be compiled for.
#define SCIMRULES_ABI_VERSION 1

// How a call went. Only with SCIMRULES_STATUS_OK are its results there.
typedef enum ScimrulesStatus {
    // As asked.
    SCIMRULES_STATUS_OK = 0,
    // A handle or a place for a result is NULL, or a text is NULL and not empty.
    SCIMRULES_STATUS_NULL_ARGUMENT = 1,
    // An argument is not what it can be: the error tells which.
    SCIMRULES_STATUS_INVALID_ARGUMENT = 2,
    // A text is not UTF-8.
    SCIMRULES_STATUS_NOT_UTF8 = 3,
    // The rules have errors: see `scimrules_error_diagnostics`.
    SCIMRULES_STATUS_RULES_FAILED = 4,
    // What came is no request. (What is wrong with a user is a decision, `reject`.)
    SCIMRULES_STATUS_NOT_A_REQUEST = 5,
    // A resource or a patch is not JSON.
    SCIMRULES_STATUS_NOT_JSON = 6,
    // A filter or PATCH that a SCIM server refuses: see `scimrules_error_scim`.
    SCIMRULES_STATUS_SCIM_FAILED = 7,
    // The handle is in use: by another thread, or by the call that a callback was called from.
    SCIMRULES_STATUS_BUSY = 8,
    // An earlier call with this handle ended in SCIMRULES_STATUS_PANICKED: free it.
    SCIMRULES_STATUS_POISONED = 9,
    // A fault of the library or of a callback. It was stopped here; the handles that the call may
    // change (scratch, compiler, tally) are poisoned, and all others can be used on.
    SCIMRULES_STATUS_PANICKED = 10,
} ScimrulesStatus;

// The type of a value.
typedef enum ScimrulesType {
    // None.
    SCIMRULES_TYPE_NULL = 0,
    // `content.boolean`
    SCIMRULES_TYPE_BOOLEAN = 1,
    // `content.integer`
    SCIMRULES_TYPE_INTEGER = 2,
    // `content.decimal`
    SCIMRULES_TYPE_DECIMAL = 3,
    // `content.text`
    SCIMRULES_TYPE_TEXT = 4,
    // `content.text`: RFC 3339.
    SCIMRULES_TYPE_DATE_TIME = 5,
    // `content.list`
    SCIMRULES_TYPE_LIST = 6,
    // Only where a function is registered: whatever is given.
    SCIMRULES_TYPE_ANY = 7,
} ScimrulesType;

// Limits and host functions that rules are compiled with. One thread at a time; a second one is
// told so (SCIMRULES_STATUS_BUSY). Owned by the caller: `scimrules_compiler_free`. Rules do not
// need their compiler any more.
typedef struct ScimrulesCompiler ScimrulesCompiler;

// Members for requests that lack them: a batch shares its clock and its parameters, and bare SCIM
// resources carry neither. They do not change, and any number of threads may use them at once.
// Owned by the caller: `scimrules_defaults_free`.
typedef struct ScimrulesDefaults ScimrulesDefaults;

// What went wrong, owned by the caller: `scimrules_error_free`. Texts that it gives are borrowed
// from it. Any thread may read it.
//
// Every function that takes `ScimrulesError **error` takes NULL there too; else it writes an error
// where it fails, and NULL where it does not.
typedef struct ScimrulesError ScimrulesError;

// A SCIM filter (RFC 7644 §3.4.2.2). It does not change, and any number of threads may use it at
// once. Owned by the caller: `scimrules_filter_free`.
typedef struct ScimrulesFilter ScimrulesFilter;

// What a callback answers, by the functions that begin like `scimrules_reply_text`; valid until it
// returns. A callback that says nothing answers null.
typedef struct ScimrulesReply ScimrulesReply;

// Compiled rules: they do not change, and any number of threads may use them at once. Owned by the
// caller: `scimrules_rules_free`, when no thread uses them any more.
typedef struct ScimrulesRules ScimrulesRules;

// Memory that is used again and again: after a few decisions no memory is taken from the system
// any more. Results are borrowed from it until its next use. One thread at a time; a second one is
// told so (SCIMRULES_STATUS_BUSY). Owned by the caller: `scimrules_scratch_free`.
typedef struct ScimrulesScratch ScimrulesScratch;

// Counts the decisions of a batch, and judges the limits of the rules over them. One thread at a
// time; a second one is told so (SCIMRULES_STATUS_BUSY). Owned by the caller:
// `scimrules_tally_free`.
typedef struct ScimrulesTally ScimrulesTally;

// Limits; 0 leaves the default, which suits any hand-written file and any provider.
typedef struct ScimrulesLimits {
    // Bytes of a rules file.
    size_t source_size;
    // How deep brackets may stand.
    size_t source_nesting;
    // Items of a literal list.
    size_t list_items;
    // Rows of a table.
    size_t table_rows;
    // Statements, and lines of blocks other than tables.
    size_t lines;
    // Extensions and attributes that the rules declare.
    size_t attributes;
    // Bytes of a request.
    size_t request_size;
    // How deep objects and arrays of a request may stand.
    size_t request_depth;
    // Values that one decision may look at or make, 16 bytes of text counting like one.
    uint64_t decision_work;
} ScimrulesLimits;

// A text: UTF-8, not ended by a zero byte. It is borrowed; who owns it is said where it comes
// from. An empty one may have `data` NULL.
typedef struct ScimrulesText {
    // The first byte.
    const char *data;
    // How many bytes.
    size_t length;
} ScimrulesText;

// Several values.
typedef struct ScimrulesList {
    // The first.
    const struct ScimrulesValue *items;
    // How many.
    size_t length;
} ScimrulesList;

// What a value holds: the member that its type names.
typedef union ScimrulesContent {
    // Of SCIMRULES_TYPE_BOOLEAN.
    bool boolean;
    // Of SCIMRULES_TYPE_INTEGER.
    int64_t integer;
    // Of SCIMRULES_TYPE_DECIMAL.
    double decimal;
    // Of SCIMRULES_TYPE_TEXT and SCIMRULES_TYPE_DATE_TIME.
    struct ScimrulesText text;
    // Of SCIMRULES_TYPE_LIST; no item is a list or null.
    struct ScimrulesList list;
} ScimrulesContent;

// A value that a callback is given: borrowed until the callback returns.
typedef struct ScimrulesValue {
    // Which member of `content` there is.
    enum ScimrulesType type;
    // The value.
    union ScimrulesContent content;
} ScimrulesValue;

// A function that rules call by its name. `arguments` are as many as were registered, of their
// types; arguments without a value are not passed: the result is then absent or null like them.
//
// It is called by the thread that decides; with several threads, by several at once. It must not
// throw, jump out, or use the scratch of the decision. The same holds for all callbacks.
typedef void (*ScimrulesFunction)(void *user_data,
                                  const struct ScimrulesValue *arguments,
                                  size_t count,
                                  struct ScimrulesReply *reply);

// Frees user data: called once, by the thread that frees the last of the compiler and its rules;
// at once where registering fails. May be NULL.
typedef void (*ScimrulesDestroy)(void *user_data);

// What `account(field, value)` asks: it answers a text, the id of the account, or null where there
// is none.
typedef void (*ScimrulesAccount)(void *user_data,
                                 struct ScimrulesText field,
                                 const struct ScimrulesValue *value,
                                 struct ScimrulesReply *reply);

// What `first_free` asks: it answers a boolean, true where the field's value is in use.
typedef void (*ScimrulesIsTaken)(void *user_data,
                                 struct ScimrulesText field,
                                 struct ScimrulesText value,
                                 struct ScimrulesReply *reply);

// What is to be done with an account: one of SCIMRULES_ACTION_.
typedef uint32_t ScimrulesAction;

// A decision.
typedef struct ScimrulesDecision {
    // The decision as JSON, borrowed from the scratch until its next use. Where there is none,
    // among many: `{"error": {"code", "message"}}`.
    struct ScimrulesText json;
    // Its action.
    ScimrulesAction action;
    // It is about a group; else about a user.
    bool group;
    // The request carried an account.
    bool account;
} ScimrulesDecision;

// Decisions about many requests.
typedef struct ScimrulesLines {
    // One a line, in the order of the requests; borrowed from the scratch until its next use.
    struct ScimrulesText json;
    // How many lines hold a decision.
    uint64_t decided;
    // How many lines hold `{"error": {"code", "message"}, "line"}`: what came was no request.
    uint64_t failed;
} ScimrulesLines;

// How PATCH is read. All zero is the default: what providers really send is understood.
typedef struct ScimrulesPatchOptions {
    // Only what the standard allows.
    bool strict;
    // Attributes that the standard's schemas do not have are an error in a path, and left out of a
    // value without a path.
    bool known_only;
    // Attributes of the host's own schema that keep their first value.
    const struct ScimrulesText *immutable;
    // How many.
    size_t immutable_count;
} ScimrulesPatchOptions;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// A compiler with the default limits and no host functions. Never NULL.
struct ScimrulesCompiler *scimrules_compiler_new(void);

// Frees it; NULL is nothing.
void scimrules_compiler_free(struct ScimrulesCompiler *compiler);

// Sets limits for rules that are compiled from now on.
enum ScimrulesStatus scimrules_compiler_limits(struct ScimrulesCompiler *compiler,
                                               const struct ScimrulesLimits *limits,
                                               struct ScimrulesError **error);

// Registers a function under the name that rules call it by; a name that was registered before is
// replaced. `parameters` and `returns` are of SCIMRULES_TYPE_: TEXT, INTEGER, BOOLEAN, DATE_TIME
// or ANY; rules that call it otherwise do not compile.
//
// `user_data` is passed to `call`, by any thread, and to `destroy` in the end: also where this
// fails.
enum ScimrulesStatus scimrules_compiler_function(struct ScimrulesCompiler *compiler,
                                                 const char *name,
                                                 size_t name_length,
                                                 const uint32_t *parameters,
                                                 size_t parameter_count,
                                                 uint32_t returns,
                                                 ScimrulesFunction call,
                                                 void *user_data,
                                                 ScimrulesDestroy destroy,
                                                 struct ScimrulesError **error);

// Registers what `account(field, value)` asks. Without it the value is absent, with a warning.
enum ScimrulesStatus scimrules_compiler_account(struct ScimrulesCompiler *compiler,
                                                ScimrulesAccount call,
                                                void *user_data,
                                                ScimrulesDestroy destroy,
                                                struct ScimrulesError **error);

// Registers what `first_free` asks. Without it nothing is taken.
enum ScimrulesStatus scimrules_compiler_is_taken(struct ScimrulesCompiler *compiler,
                                                 ScimrulesIsTaken call,
                                                 void *user_data,
                                                 ScimrulesDestroy destroy,
                                                 struct ScimrulesError **error);

// Compiles rules under the name that messages show. `compiler` may be NULL: default limits, no
// host functions. Errors are SCIMRULES_STATUS_RULES_FAILED, all of them in one error.
enum ScimrulesStatus scimrules_compile(const struct ScimrulesCompiler *compiler,
                                       const char *name,
                                       size_t name_length,
                                       const char *source,
                                       size_t source_length,
                                       struct ScimrulesRules **rules,
                                       struct ScimrulesError **error);

// Decides a request: the JSON object of the contract, or a bare SCIM resource. Nothing is copied
// but what the decision says; it is borrowed from the scratch until its next use. `defaults` may be
// NULL.
//
// What is wrong with a user is a decision, `reject`. SCIMRULES_STATUS_NOT_A_REQUEST is only what is
// no request at all.
enum ScimrulesStatus scimrules_decide(const struct ScimrulesRules *rules,
                                      struct ScimrulesScratch *scratch,
                                      const struct ScimrulesDefaults *defaults,
                                      const char *request,
                                      size_t request_length,
                                      struct ScimrulesDecision *decision,
                                      struct ScimrulesError **error);

// Makes defaults: the clock `now`, RFC 3339; `params`, a JSON object; and whether requests without
// `operation` are deletes. An empty text says nothing.
enum ScimrulesStatus scimrules_defaults_new(const char *now,
                                            size_t now_length,
                                            const char *params,
                                            size_t params_length,
                                            bool deletes,
                                            struct ScimrulesDefaults **defaults,
                                            struct ScimrulesError **error);

// Frees them; NULL is nothing.
void scimrules_defaults_free(struct ScimrulesDefaults *defaults);

// The status that came with it.
enum ScimrulesStatus scimrules_error_status(const struct ScimrulesError *error);

// A code that does not change between versions: "E0301" of a diagnostic, "noTarget" of SCIM.
struct ScimrulesText scimrules_error_code(const struct ScimrulesError *error);

// One sentence for a person; of rules with several errors, the first.
struct ScimrulesText scimrules_error_message(const struct ScimrulesError *error);

// Everything for a person: of rules, every finding with the lines that it is about.
struct ScimrulesText scimrules_error_text(const struct ScimrulesError *error);

// The line of the first error of the rules, from 1; 0 for any other error.
uint32_t scimrules_error_line(const struct ScimrulesError *error);

// Its column, from 1; 0 for any other error.
uint32_t scimrules_error_column(const struct ScimrulesError *error);

// Every error, warning and hint of the rules as a JSON array, as `scimrules_check` gives it; `[]`
// for any other error.
struct ScimrulesText scimrules_error_diagnostics(const struct ScimrulesError *error);

// The error that a SCIM server answers with (RFC 7644 §3.12), as JSON; empty for any other error.
struct ScimrulesText scimrules_error_scim(const struct ScimrulesError *error);

// Frees it; NULL is nothing.
void scimrules_error_free(struct ScimrulesError *error);

// Decides like `scimrules_decide`, and tells why, as JSON: `decision`; `lines`, every line of the
// rules with its outcome and the values that it read; `tolerance`. Borrowed from the scratch until
// its next use. Costs a few times as much. `defaults` may be NULL.
enum ScimrulesStatus scimrules_explain(const struct ScimrulesRules *rules,
                                       struct ScimrulesScratch *scratch,
                                       const struct ScimrulesDefaults *defaults,
                                       const char *request,
                                       size_t request_length,
                                       struct ScimrulesText *explanation,
                                       struct ScimrulesError **error);

// The same as text for a person.
enum ScimrulesStatus scimrules_explain_text(const struct ScimrulesRules *rules,
                                            struct ScimrulesScratch *scratch,
                                            const struct ScimrulesDefaults *defaults,
                                            const char *request,
                                            size_t request_length,
                                            struct ScimrulesText *explanation,
                                            struct ScimrulesError **error);

// Reads a filter; what is none is SCIMRULES_STATUS_SCIM_FAILED.
enum ScimrulesStatus scimrules_filter_parse(const char *filter,
                                            size_t filter_length,
                                            struct ScimrulesFilter **parsed,
                                            struct ScimrulesError **error);

// Whether a filter holds for a resource, which is JSON.
enum ScimrulesStatus scimrules_filter_matches(const struct ScimrulesFilter *filter,
                                              const char *resource,
                                              size_t resource_length,
                                              bool *matches,
                                              struct ScimrulesError **error);

// The filter in its one spelling. Borrowed from the scratch until its next use.
enum ScimrulesStatus scimrules_filter_text(const struct ScimrulesFilter *filter,
                                           struct ScimrulesScratch *scratch,
                                           struct ScimrulesText *spelled,
                                           struct ScimrulesError **error);

// Frees it; NULL is nothing.
void scimrules_filter_free(struct ScimrulesFilter *filter);

// Gives rules their one canonical layout; comments are kept. Borrowed from the scratch until its
// next use. Rules that cannot be read are SCIMRULES_STATUS_RULES_FAILED.
enum ScimrulesStatus scimrules_format(struct ScimrulesScratch *scratch,
                                      const char *source,
                                      size_t source_length,
                                      struct ScimrulesText *formatted,
                                      struct ScimrulesError **error);

// Answers null.
void scimrules_reply_null(struct ScimrulesReply *reply);

// Answers a boolean.
void scimrules_reply_boolean(struct ScimrulesReply *reply, bool value);

// Answers a whole number.
void scimrules_reply_integer(struct ScimrulesReply *reply, int64_t value);

// Answers a number.
void scimrules_reply_decimal(struct ScimrulesReply *reply, double value);

// Answers a text, which is copied; of a function that gives a dateTime, RFC 3339.
void scimrules_reply_text(struct ScimrulesReply *reply, const char *data, size_t length);

// Answers a list: empty, and every later answer of this callback is added to it.
void scimrules_reply_list(struct ScimrulesReply *reply);

// Says that there is no answer, and why: a sentence for a person, which is copied. The decision is
// then `reject`.
void scimrules_reply_error(struct ScimrulesReply *reply, const char *message, size_t length);

// Decides requests, one a line (NDJSON): one decision a line, in their order; empty lines, and a mark
// at the start that some editors put there, are passed over. What is no request gives an error in its line, and the rest go on. `thread_count` threads
// at most take part, as many as the machine has where it is 0; with 1 none is started. `defaults`
// may be NULL. `tally`, where it is not NULL, counts the decisions.
enum ScimrulesStatus scimrules_decide_lines(const struct ScimrulesRules *rules,
                                            struct ScimrulesScratch *scratch,
                                            const struct ScimrulesDefaults *defaults,
                                            const char *requests,
                                            size_t requests_length,
                                            size_t thread_count,
                                            struct ScimrulesTally *tally,
                                            struct ScimrulesLines *lines,
                                            struct ScimrulesError **error);

// What a batch would do, before anything is done: `{"exceeded", "requests", "accounts", "failed",
// "actions": [{"action", "count"}]}` as JSON. `exceeded` is what `scimrules_tally_exceeded` gives
// for `accounts`; the rest is as with `scimrules_decide_lines`. Borrowed from the scratch until its
// next use.
enum ScimrulesStatus scimrules_simulate(const struct ScimrulesRules *rules,
                                        struct ScimrulesScratch *scratch,
                                        const struct ScimrulesDefaults *defaults,
                                        const char *requests,
                                        size_t requests_length,
                                        size_t thread_count,
                                        uint64_t accounts,
                                        struct ScimrulesText *report,
                                        struct ScimrulesError **error);

// Decides requests: `decisions` is an array as long as `requests`, and each decision is borrowed
// from the scratch until its next use. What is no request gives SCIMRULES_ACTION_NONE, with the
// error as its JSON, and the rest go on; `failed` is the number of those. `thread_count` threads at
// most take part, as many as the machine has where it is 0; with 1 none is started. `defaults` may
// be NULL.
enum ScimrulesStatus scimrules_decide_many(const struct ScimrulesRules *rules,
                                           struct ScimrulesScratch *scratch,
                                           const struct ScimrulesDefaults *defaults,
                                           const struct ScimrulesText *requests,
                                           size_t count,
                                           size_t thread_count,
                                           struct ScimrulesDecision *decisions,
                                           size_t *failed,
                                           struct ScimrulesError **error);

// Applies a PATCH to a resource (RFC 7644 §3.5.2), all of it or nothing. `patch` is a PatchOp
// message or its bare list of operations; `patched` is the new resource, borrowed from the scratch
// until its next use. What a server refuses is SCIMRULES_STATUS_SCIM_FAILED. `options` may be NULL.
enum ScimrulesStatus scimrules_patch(struct ScimrulesScratch *scratch,
                                     const char *resource,
                                     size_t resource_length,
                                     const char *patch,
                                     size_t patch_length,
                                     const struct ScimrulesPatchOptions *options,
                                     struct ScimrulesText *patched,
                                     struct ScimrulesError **error);

// Frees them; NULL is nothing.
void scimrules_rules_free(struct ScimrulesRules *rules);

// Checks a text without making rules of it: `diagnostics` is a JSON array of its errors, warnings
// and hints with `code`, `severity`, `message`, `line`, `column`, `labels`, `help`, `fix`; borrowed
// from the scratch until its next use. That there are errors is no failure of this function.
// `compiler` may be NULL.
enum ScimrulesStatus scimrules_check(const struct ScimrulesCompiler *compiler,
                                     struct ScimrulesScratch *scratch,
                                     const char *name,
                                     size_t name_length,
                                     const char *source,
                                     size_t source_length,
                                     struct ScimrulesText *diagnostics,
                                     struct ScimrulesError **error);

// Warnings and hints about rules that compiled, as `scimrules_check` gives them.
enum ScimrulesStatus scimrules_rules_diagnostics(const struct ScimrulesRules *rules,
                                                 struct ScimrulesScratch *scratch,
                                                 struct ScimrulesText *diagnostics,
                                                 struct ScimrulesError **error);

// What the rules are for, `store "NAME"`; empty where they do not say. Borrowed from the rules.
enum ScimrulesStatus scimrules_rules_store(const struct ScimrulesRules *rules,
                                           struct ScimrulesText *store,
                                           struct ScimrulesError **error);

// True where requests should carry the record of the account: the rules read `current.FIELD`, or
// say `?=` or `keep`.
enum ScimrulesStatus scimrules_rules_needs_record(const struct ScimrulesRules *rules,
                                                  bool *needs,
                                                  struct ScimrulesError **error);

// True where requests must carry `now`: the rules read the clock, and the library has none.
enum ScimrulesStatus scimrules_rules_needs_clock(const struct ScimrulesRules *rules,
                                                 bool *needs,
                                                 struct ScimrulesError **error);

// The attributes that the rules read, as a JSON array of texts: decide again when one of them
// changes. Borrowed from the scratch until its next use.
enum ScimrulesStatus scimrules_rules_attributes_read(const struct ScimrulesRules *rules,
                                                     struct ScimrulesScratch *scratch,
                                                     struct ScimrulesText *attributes,
                                                     struct ScimrulesError **error);

// The fields of a user's record, in the order of `target`, as a JSON array of texts. Borrowed from
// the scratch until its next use.
enum ScimrulesStatus scimrules_rules_fields(const struct ScimrulesRules *rules,
                                            struct ScimrulesScratch *scratch,
                                            struct ScimrulesText *fields,
                                            struct ScimrulesError **error);

// Runs the tests in the rules: `{"results": [{"name", "line", "failures"}], "coverage": {"lines",
// "missed"}}` as JSON. A test passed where `failures` is empty; that one failed is no failure of
// this function. Borrowed from the scratch until its next use.
enum ScimrulesStatus scimrules_rules_test(const struct ScimrulesRules *rules,
                                          struct ScimrulesScratch *scratch,
                                          struct ScimrulesText *results,
                                          struct ScimrulesError **error);

// An empty scratch. Never NULL.
struct ScimrulesScratch *scimrules_scratch_new(void);

// Frees it, with the results that are borrowed from it; NULL is nothing.
void scimrules_scratch_free(struct ScimrulesScratch *scratch);

// Nothing counted yet. Never NULL.
struct ScimrulesTally *scimrules_tally_new(void);

// Frees it; NULL is nothing.
void scimrules_tally_free(struct ScimrulesTally *tally);

// Counts a decision; one that is none counts nothing. Its `json` is not read.
enum ScimrulesStatus scimrules_tally_add(struct ScimrulesTally *tally,
                                         const struct ScimrulesDecision *decision,
                                         struct ScimrulesError **error);

// The limits of the rules that the batch exceeds, as a JSON array: `[]` where it exceeds none, else
// objects with `limit`, `line`, `count`, `allowed` and, for a share, `accounts`. Such a batch is
// stopped before its first change. `accounts` is how many the target has, or
// SCIMRULES_ACCOUNTS_OF_BATCH. Borrowed from the scratch until its next use.
enum ScimrulesStatus scimrules_tally_exceeded(struct ScimrulesTally *tally,
                                              const struct ScimrulesRules *rules,
                                              struct ScimrulesScratch *scratch,
                                              uint64_t accounts,
                                              struct ScimrulesText *exceeded,
                                              struct ScimrulesError **error);

// The version of the library's header: a program compares it with `SCIMRULES_ABI_VERSION` once,
// before it calls anything else.
uint32_t scimrules_abi_version(void);

// The version of the library, "1.2.3". It lives as long as the library.
const char *scimrules_version(void);

// What a status means, in a few words. It lives as long as the library.
const char *scimrules_status_text(int32_t status);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SCIMRULES_H */

// The words of the language that stand in one place only. What has a description of its own
// (functions, attributes, statements) comes from the engine's `reference()`.

export const STATEMENTS = new Set([
  "store", "strict", "extension", "attributes", "param", "let", "target", "match", "map", "keep", "table",
  "sync", "source", "status", "notify", "protect", "limit", "again", "script", "test",
]);

export const TYPES = ["string", "boolean", "integer", "decimal", "dateTime", "reference", "binary"];

export const EVENTS: Record<string, string> = {
  create: "in scope, and there is no account yet",
  update: "in scope, and the account exists",
  activate: "the source says active, the account is not",
  deactivate: "the source says inactive, the account is not",
  suspend: "the source says suspended, the account is not",
  leave: "no longer in scope",
  delete: "the source deleted the user",
};

export const ACTIONS: Record<string, string> = {
  create: "make the account",
  update: "write what differs",
  unchanged: "nothing differs",
  activate: "let the account be used again",
  deactivate: "take access away, keep the account",
  suspend: "take access away for a while",
  delete: "remove the account",
  ignore: "do nothing",
  reject: "do nothing, and report it",
};

export const OPERATORS: Record<string, string> = {
  eq: "equal", ne: "not equal", co: "contains", sw: "starts with", ew: "ends with", pr: "has a value",
  gt: "greater", ge: "greater or equal", lt: "less", le: "less or equal",
  in: "in a list", matches: "matches a pattern", and: "both", or: "either",
};

export const TEST_ITEMS: Record<string, string> = {
  user: "the user that the source sends",
  group: "the group that the source sends",
  groups: "the groups that the host knows of",
  current: "the account: its status and record",
  params: "values that the host passes",
  now: "the clock",
  operation: "upsert or delete",
  expect: "the action, and a part of the record",
  because: "a part of the reason",
  notify: "who is told",
};

export const UNITS = ["minutes", "hours", "days", "weeks", "months", "years"];
export const RECIPIENTS = ["user", "admin", "nobody"];

/** Rules for SCIM provisioning: a payload and rules in, a decision and its reasons out. */

/** JSON text, or its bytes in UTF-8. */
export type Text = string | Uint8Array;

/** A value that `JSON.stringify` can write: what it leaves out is absent, `toJSON` is called, and `NaN` becomes null. */
export type Json = object;

/** A SCIM resource. */
export type Resource = Text | Json;

export type Action =
  | "create"
  | "update"
  | "unchanged"
  | "activate"
  | "deactivate"
  | "suspend"
  | "delete"
  | "ignore"
  | "reject";

export type Event =
  | "create"
  | "update"
  | "activate"
  | "deactivate"
  | "suspend"
  | "delete"
  | "leave";

export type Status = "active" | "suspended" | "inactive";

/**
 * Loads the engine. Node has it at import, and the call does nothing there. Without a source it is
 * fetched from beside the module. Calling again is free; after a failure the next call tries anew.
 */
export function init(
  source?: string | URL | Request | Response | BufferSource | WebAssembly.Module,
): Promise<void>;

/** What a decision says: members that have nothing to say are left out. */
export interface Decision {
  /** What is to be done. */
  action: Action;
  /** What happened in the source; missing where there is no account and nothing to do. */
  event?: Event;
  /** The status that the account has afterwards. */
  status?: Status;
  /** The fields that have a value, in the order of `target`; secrets too. */
  record?: Record<string, unknown>;
  /** What differs from the account, as a merge patch: null clears. */
  changes?: Record<string, unknown>;
  /** The fields by which the host finds the account. */
  match?: { field: string; value: unknown }[];
  /** A later action, for the host to schedule; `after` is an ISO 8601 duration, `P30D`. */
  then?: { action: Action; after: string };
  /** When the host asks again: a dateTime. */
  again?: string;
  /** Who gets notices: `user`, `admin`, `nobody` or an address. */
  notify?: { what: "password" | "mail"; to: string }[];
  /** The line that decided. */
  because?: { rule: string; line: number };
  /** Why it is `reject`. */
  errors?: Reason[];
  /** What did not stop the decision, but should be known. */
  warnings?: Reason[];
}

/** An error or a warning of a decision. */
export interface Reason {
  code: string;
  message: string;
  line?: number;
  field?: string;
}

/** What a call says beside a resource; it counts where a whole request does not say it itself. */
export interface RequestOptions {
  /** The membership that the host knows; `[]` is none, and missing is not known. */
  groups?: readonly unknown[];
  /** The existing account: its status, or `{ status, record }`; null, or missing, where there is none. */
  current?: Status | Json | null;
  params?: Record<string, unknown>;
  /** The clock. The engine has none. */
  now?: string | Date;
  operation?: "upsert" | "delete";
}

/** The same of a batch. */
export type BatchOptions = Pick<RequestOptions, "params" | "now" | "operation">;

export type FunctionType = "string" | "integer" | "boolean" | "dateTime" | "any";

/**
 * A function of the embedding product. It answers at once: a promise is an error. Arguments that have
 * no value are not passed: the result is then absent or null like them. What it throws makes the
 * decision `reject`. A dateTime comes as a `Date`, a whole number beyond 2^53 as a `bigint`.
 */
export type HostFunction =
  | ((...values: any[]) => unknown)
  | {
      call: (...values: any[]) => unknown;
      /** The types that rules are checked against. */
      parameters: readonly FunctionType[];
      returns?: FunctionType;
    };

/** Bounds on rules and requests; the defaults suit what people write and directories send. */
export interface Limits {
  /** Bytes of a rules text. Default 1 MiB. */
  sourceSize?: number;
  /** How deep brackets of a rules text may stand. Default 64. */
  nesting?: number;
  /** Items of a literal list. Default 10,000. */
  listItems?: number;
  /** Rows of a table. Default 50,000. */
  tableRows?: number;
  /** Bytes of a request. Default 16 MiB. */
  requestSize?: number;
  /** How deep objects and arrays of a request may stand in each other. Default 64. */
  requestDepth?: number;
}

export interface CheckOptions {
  /** Shown in messages. */
  name?: string;
  functions?: Record<string, HostFunction>;
  limits?: Limits;
}

export interface CompileOptions extends CheckOptions {
  /** The id of the account whose field has the value; null where there is none. */
  account?: (field: string, value: unknown) => string | null | undefined;
  /** True where the field's value is in use. */
  isTaken?: (field: string, value: string) => boolean;
}

/** Rules, compiled once: they do not change. */
export class Rules {
  private constructor();

  /** Compiles a text. Throws CompileError. */
  static compile(text: string, options?: CompileOptions): Rules;

  /**
   * Decides about a user, or a whole request. Throws RequestError for what is no request; what is
   * wrong with a user is the decision `reject`.
   */
  decide(user?: Resource | null, options?: RequestOptions): Decision;
  /** Decides about a group. */
  decideGroup(group?: Resource | null, options?: Omit<RequestOptions, "groups">): Decision;
  /** Decides JSON to JSON: the fastest way, and the same text as every host gives. */
  decideText(request: Text): string;
  /**
   * Decides the lines of NDJSON, or the items of an iterable, in their order. What is no request
   * is a RequestError in the place of the decision.
   */
  decideMany(requests: Text | Iterable<Resource>, options?: BatchOptions): (Decision | RequestError)[];
  /** Decides, and tells why. Costs a few times as much. */
  explain(user?: Resource | null, options?: RequestOptions): Explanation;
  /** What requests would do, before anything is done. */
  simulate(requests: Text | Iterable<Resource>, options?: SimulateOptions): Simulation;
  /** Runs the tests of the rules. */
  test(): TestReport;

  /** Warnings and hints about the rules. */
  readonly diagnostics: Diagnostic[];
  /** The name that messages show. */
  readonly name: string;
  /** What the rules were compiled from. */
  readonly text: string;
  /** What the rules are for. */
  readonly store: string | undefined;
  /** The fields of the user's record, in the order of `target`. */
  readonly fields: string[];
  /** The attributes that the rules read: a host decides again when one of them changes. */
  readonly attributesRead: string[];
  /** Requests should carry the record of the account. */
  readonly needsRecord: boolean;
  /** Requests must carry `now`. */
  readonly needsClock: boolean;

  /**
   * Gives the memory back at once; else it is given back when the rules are garbage. Again it does
   * nothing; what is asked afterwards throws ScimRulesError. Not while they decide.
   */
  free(): void;
  [Symbol.dispose](): void;
}

/** A place in a text: offsets are those of the string, lines and columns count from 1. */
export interface Place {
  start: number;
  end: number;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** A finding about a rules text. */
export interface Diagnostic {
  /** Stable. */
  code: string;
  severity: "error" | "warning" | "hint";
  message: string;
  line: number;
  column: number;
  /** The first is the place that it is about; `text` says what is to be seen there. */
  labels: (Place & { text: string })[];
  help?: string;
  /** A change of the text that would mend it: `text` comes where the place was. */
  fix?: Place & { text: string };
}

/** A decision with the outcome of every line. */
export interface Explanation {
  decision: Decision;
  lines: ExplainedLine[];
  /** The tolerance that reading the payload took. */
  tolerance: Tolerance[];
  /** The whole, for a person. */
  text: string;
}

export interface Tolerance {
  attribute: string;
  tolerance: string;
}

/** A line of the rules, or a part of its condition. */
export interface ExplainedLine {
  /** Missing for a part of a condition. */
  kind?: "criterion" | "source status" | "status" | "protect" | "map" | "notify";
  /** The target field of a `map` line. */
  field?: string;
  text: string;
  line: number;
  span: { start: number; end: number };
  outcome: "true" | "false" | "unknown" | "error" | "skipped";
  error?: string;
  /** The value that a `map` line gave. */
  value?: Seen;
  /** What it read. */
  reads?: ({ name: string } & Seen)[];
  parts?: ExplainedLine[];
  tolerance?: Tolerance[];
}

/** A value as an explanation shows it; a long one is cut. */
export interface Seen {
  state: "value" | "absent" | "null" | "unknown" | "secret";
  value?: unknown;
  cut?: true;
}

export interface SimulateOptions extends BatchOptions {
  /** The rules of before: users whose decision differs are listed. */
  against?: Rules;
  /** The number of accounts that the host has, for limits in percent; else those of the batch count. */
  accounts?: number;
  /** So many differences are listed. Default 50. */
  listed?: number;
}

/** What a batch would do. */
export interface Simulation {
  /** By action; actions that do not happen are missing. */
  counts: Partial<Record<Action, number>>;
  /** By action, most frequent first. */
  reasons: Partial<Record<Action, SimulationReason[]>>;
  requests: number;
  /** Requests with `current`. */
  accounts: number;
  /** What was no request. */
  failed: number;
  failures: SimulationReason[];
  /** Limits that a host would stop this batch for. */
  exceeded: { limit: string; line: number; count: number; allowed: number; accounts?: number }[];
  /** How many decisions differ from those of `against`. */
  differ: number;
  /** How they differ, most frequent first; `fields` counts the fields whose value does. */
  kinds: { old: Action; new: Action; count: number; fields: Record<string, number> }[];
  /** The first of them. */
  differences: Difference[];
}

export interface SimulationReason {
  count: number;
  text: string;
  code?: string;
  line?: number;
}

export interface Difference {
  line: number;
  user?: string;
  old: Action;
  new: Action;
  fields: { name: string; old?: unknown; new?: unknown }[];
}

/** The tests that travel with the rules. */
export interface TestReport {
  passed: boolean;
  results: { name: string; line: number; passed: boolean; failures: string[] }[];
  /** The lines that tests can reach, and those that none did. */
  coverage: { lines: number; missed: { line: number; text: string }[] };
}

/** A SCIM filter (RFC 7644 §3.4.2.2). */
export class Filter {
  private constructor();
  /** Reads a filter. Throws FilterError. */
  static parse(text: string): Filter;
  /** True where the filter holds for the resource. Throws FilterError. */
  matches(resource: Resource): boolean;
  toString(): string;
  /** As of rules. */
  free(): void;
  [Symbol.dispose](): void;
}

export interface PatchOptions {
  /** Only what the standard allows. */
  strict?: boolean;
  /** Attributes that the schemas of the resource do not have are refused. */
  knownOnly?: boolean;
  /** Attributes that keep their first value. */
  immutable?: readonly string[];
}

/** The resource after a PATCH request (RFC 7644 §3.5.2); the given one is untouched. Throws PatchError. */
export function applyPatch<T extends Json = Json>(
  resource: T | Text,
  patch: Text | Json | null,
  options?: PatchOptions,
): T;

/** Errors, warnings and hints about a rules text. */
export function check(text: string, options?: CheckOptions): Diagnostic[];

/** A rules text in its canonical layout, comments kept. Throws CompileError. */
export function format(text: string): string;

/** What the language has: for completion and help. */
export function reference(): Reference;

export interface Reference {
  statements: ReferenceEntry[];
  expressions: ReferenceEntry[];
  functions: ReferenceFunction[];
  attributes: ReferenceAttribute[];
}

export interface ReferenceEntry {
  name: string;
  syntax: string;
  summary: string;
  /** A rules text that compiles. */
  example: string;
}

export interface ReferenceFunction {
  name: string;
  /** What it is about: "text", "lists", …; "forms" take conditions, fields or candidates. */
  group: string;
  /** `replace(x, old, new)` */
  signature: string;
  summary: string;
  /** Not of forms. */
  parameters?: { name: string; type: string; optional: boolean; repeated: boolean; literal: boolean }[];
  returns?: string;
  /** Calls, and the JSON of what they give. */
  examples?: { call: string; gives: string }[];
  /** Of forms: a rules text that compiles. */
  example?: string;
}

/** An attribute of the standard; the enterprise extension is one with parts. */
export interface ReferenceAttribute {
  name: string;
  type: "string" | "boolean" | "integer" | "decimal" | "dateTime" | "reference" | "binary" | "complex";
  many: boolean;
  caseExact: boolean;
  /** Missing for parts. */
  resources?: ("user" | "group")[];
  urn?: string;
  parts?: ReferenceAttribute[];
}

/** The version of the package. */
export const version: string;

/** What may be left out of a build, and is in this one: `"script"`. */
export const features: readonly string[];

/** Everything that this package throws about rules, requests, filters and patches. */
export class ScimRulesError extends Error {
  /** Stable. */
  readonly code: string;
}

/** Rules that cannot be used: every error, with the warnings and hints of the same run. */
export class CompileError extends ScimRulesError {
  readonly diagnostics: Diagnostic[];
  /** Of the first error. */
  readonly line: number;
  readonly column: number;
}

/** What is no request. It is thrown; in a batch it stands in the place of the decision. */
export class RequestError extends ScimRulesError {
  /** Its place in a batch, from 1; of NDJSON the line. */
  readonly line?: number;
}

/** An error of the SCIM protocol (RFC 7644 §3.12); `code` is its `scimType`, else the status. */
declare class ProtocolError extends ScimRulesError {
  readonly detail: string;
  /** `invalidFilter`, `noTarget`, … */
  readonly scimType?: string;
  /** The HTTP status. */
  readonly status: number;
  /** The operation of a PATCH request that failed, from 0. */
  readonly operation?: number;
}

/** A text that is no filter, or a filter that cannot be asked of this resource. */
export class FilterError extends ProtocolError {}

/** A PATCH request that cannot be applied; nothing of it was. */
export class PatchError extends ProtocolError {}

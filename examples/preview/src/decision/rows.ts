// The record as rows: for every field its value, where it came from, what changes.

import type { Decision, ExplainedLine } from "scimrules";

/** `empty`: the rules clear it, and there is nothing to clear. `kept`: the rules say nothing. */
export type Change = "new" | "changed" | "cleared" | "same" | "empty" | "kept";

export interface Row {
  field: string;
  /** Undefined where the field has no value. */
  value: unknown;
  /** What the account has; undefined where it is not known or has none. */
  before: unknown;
  change: Change;
  secret: boolean;
  /** The map lines that gave it. */
  lines: ExplainedLine[];
}

export function rowsOf(decision: Decision, explained: ExplainedLine[], fields: string[], account: unknown): Row[] {
  const maps = explained.filter((line) => line.kind === "map");
  // `fields` has the order, but a group's record has fields of its own.
  const mapped = new Set(maps.map((line) => line.field ?? ""));
  const names = [...fields.filter((field) => mapped.has(field)), ...[...mapped].filter((field) => !fields.includes(field))];
  return names.map((field) => {
    const lines = maps.filter((line) => line.field === field && (line.outcome === "true" || line.outcome === "error"));
    const value = at(decision.record, field);
    const before = at(account, field);
    const changes = has(decision.changes, field);
    const secret = lines.some((line) => line.value?.state === "secret");
    return { field, value, before, change: changeOf(value, before, changes, lines, decision), secret, lines };
  });
}

function changeOf(value: unknown, before: unknown, changes: boolean, lines: ExplainedLine[], decision: Decision): Change {
  if (changes) return value === undefined || value === null ? "cleared" : before === undefined ? "new" : "changed";
  if (value === undefined) return lines.some((line) => line.value?.state === "null") ? "empty" : "kept";
  return decision.action === "create" ? "new" : "same";
}

/** `name.family` of a record nests. */
function at(record: unknown, field: string): unknown {
  let found: unknown = record;
  for (const step of field.split(".")) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

function has(record: unknown, field: string): boolean {
  const steps = field.split(".");
  const last = steps.pop()!;
  const inside = steps.length > 0 ? at(record, steps.join(".")) : record;
  return typeof inside === "object" && inside !== null && Object.hasOwn(inside, last);
}

/** The expression of a map line: what stands behind its `=`. */
export function expressionOf(line: ExplainedLine): string {
  return line.text.replace(/^[\w.-]+\s*(\?=|\+=|=)\s*/, (_, operator: string) => (operator === "=" ? "" : `${operator} `));
}

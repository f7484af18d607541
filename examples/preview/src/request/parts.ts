// A request taken apart into the texts of the page.

import type { RequestTexts } from "../engine/data";
import type { TestRequest } from "../rules/outline";

export const nothing: RequestTexts = {
  user: "", groups: "", status: "", record: "", params: "", now: "", operation: "upsert",
};

/** The parts of a whole request; a bare user or group is its `user`. */
export function partsOf(value: unknown): RequestTexts | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const whole = value as Record<string, unknown>;
  const isWhole = typeof whole["user"] === "object" || typeof whole["group"] === "object" || "operation" in whole;
  if (!isWhole) return { ...nothing, user: show(value) };
  const current = whole["current"] as { status?: unknown; record?: unknown } | string | null | undefined;
  const status = typeof current === "string" ? current : current?.status;
  const parts: RequestTexts = { ...nothing };
  // A group has no part of its own: it is told by its request.
  parts.user = whole["group"] ? show({ group: whole["group"] }) : whole["user"] ? show(whole["user"]) : "";
  if (whole["groups"] !== undefined) parts.groups = show(whole["groups"]);
  if (status === "active" || status === "suspended" || status === "inactive") parts.status = status;
  if (current && typeof current === "object" && current.record !== undefined) parts.record = show(current.record);
  if (whole["params"] !== undefined) parts.params = show(whole["params"]);
  if (typeof whole["now"] === "string") parts.now = whole["now"];
  if (whole["operation"] === "delete") parts.operation = "delete";
  return parts;
}

export const show = (value: unknown): string => JSON.stringify(value, null, 2);

/** The request of a test. */
export function requestOf(test: TestRequest): RequestTexts {
  const parts: RequestTexts = { ...nothing };
  const { user, group, groups, current, params } = test.json;
  if (user) parts.user = pretty(user);
  if (group) parts.user = show({ group: parsed(group) });
  if (groups) parts.groups = pretty(groups);
  if (params) parts.params = pretty(params);
  if (test.now) parts.now = test.now;
  if (test.operation === "delete") parts.operation = "delete";
  const account = current ? (parsed(current) as { status?: RequestTexts["status"]; record?: unknown } | null) : null;
  if (account) parts.status = account.status ?? "active";
  if (account?.record !== undefined) parts.record = show(account.record);
  return parts;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pretty(text: string): string {
  const value = parsed(text);
  return value === null ? text : show(value);
}

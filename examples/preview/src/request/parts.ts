// A request taken apart into the texts of the page.

import type { RequestTexts } from "../engine/data";

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

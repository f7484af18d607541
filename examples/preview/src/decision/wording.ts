// A decision in a sentence.

import type { Decision } from "scimrules";
import { count } from "../parts/dom";

/** What happens, for a person; `errors` tell the rest of a rejection. */
export function sentence(decision: Decision, about: "account" | "group"): string {
  const changed = Object.keys(decision.changes ?? {}).length;
  const writes = changed > 0 ? `, and ${count(changed, "field changes", "fields change")}` : "";
  switch (decision.action) {
    case "create": return decision.status && decision.status !== "active" ? `A new ${about} is made; it is ${decision.status}.` : `A new ${about} is made.`;
    case "update": return changed > 0 ? `The ${about} stays, and ${count(changed, "field changes", "fields change")}.` : `The ${about} is written again.`;
    case "unchanged": return `Nothing differs. The ${about} stays as it is.`;
    case "activate": return `The ${about} can be used again${writes}.`;
    case "deactivate": return `The ${about} loses access, and is kept${writes ? `; ${count(changed, "field changes", "fields change")}` : ""}.`;
    case "suspend": return `The ${about} loses access for now${writes}.`;
    case "delete": return `The ${about} is deleted.`;
    case "ignore": return decision.event ? "Nothing is done, on purpose." : `Nothing is done: there is no ${about}, and none is to be made.`;
    case "reject": return "Nothing is done until this is mended:";
  }
}

const EVENTS: Record<string, string> = {
  create: "in scope, without an account",
  update: "in scope, with an account",
  activate: "active again in the source",
  deactivate: "inactive in the source",
  suspend: "suspended in the source",
  leave: "no longer in scope",
  delete: "deleted in the source",
};

export const eventWords = (event: string): string => EVENTS[event] ?? event;

const UNITS: Record<string, string> = { Y: "year", M: "month", W: "week", D: "day", H: "hour", m: "minute", S: "second" };

/** An ISO 8601 duration in words: `P30D` is `30 days`. */
export function duration(text: string): string {
  const match = /^P(?:(\d+)([YMWD]))?(?:T(\d+)([HMS]))?$/.exec(text);
  if (!match) return text;
  const [number, unit] = match[1] ? [match[1], match[2]!] : [match[3] ?? "0", match[4] === "M" ? "m" : (match[4] ?? "S")];
  return count(Number(number), UNITS[unit] ?? unit);
}

export function notice(what: string, to: string): string {
  const thing = what === "password" ? "One-time password" : "Mail";
  if (to === "nobody") return `${thing}: nobody is told`;
  return `${thing} to ${to === "user" ? "the user" : to === "admin" ? "the administrator" : to}`;
}

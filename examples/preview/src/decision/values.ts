// Values as people read them.

import type { Seen } from "scimrules";

/** What a line read or gave. */
export function shown(seen: Seen): string {
  switch (seen.state) {
    case "value": return `${json(seen.value)}${seen.cut ? " …" : ""}`;
    case "secret": return "a secret";
    default: return seen.state;
  }
}

/** JSON on one line, with room between. */
export function json(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.map(json).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${json(member)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return JSON.stringify(value) ?? "";
}

// The decision on the page as a test of the rules.

import type { Decision, ExplainedLine } from "scimrules";
import type { RequestTexts } from "../engine/data";

/** A test that expects what was decided; secrets are left out. */
export function testOf(request: RequestTexts, decision: Decision, lines: ExplainedLine[]): string {
  const items: string[] = [];
  if (request.operation === "delete") items.push("operation delete");
  const user = parsed(request.user) as { userName?: unknown; displayName?: unknown; group?: unknown } | undefined;
  if (user?.group) items.push(`group ${text(user.group)}`);
  else if (user) items.push(`user ${text(user)}`);
  if (request.groups.trim()) items.push(`groups ${text(parsed(request.groups))}`);
  if (request.status) {
    const record = request.record.trim() ? { record: parsed(request.record) } : {};
    items.push(`current ${text({ status: request.status, ...record })}`);
  }
  if (request.params.trim()) items.push(`params ${text(parsed(request.params))}`);
  if (request.now.trim()) items.push(`now ${JSON.stringify(request.now.trim())}`);
  const record = withoutSecrets(decision.record ?? {}, lines);
  const writes = Object.keys(record).length > 0;
  items.push(`expect ${decision.action}${writes ? ` ${text(record)}` : ""}`);
  const name = String(user?.userName ?? user?.displayName ?? "a user");
  return `\ntest ${JSON.stringify(`${name}: ${decision.action}`)} {\n  ${items.join("\n  ")}\n}\n`;
}

function withoutSecrets(record: Record<string, unknown>, lines: ExplainedLine[]): Record<string, unknown> {
  const secret = new Set(lines.filter((line) => line.value?.state === "secret").map((line) => line.field?.split(".")[0]));
  return Object.fromEntries(Object.entries(record).filter(([field]) => !secret.has(field)));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const text = (value: unknown): string => JSON.stringify(value);

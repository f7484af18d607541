// Uses every part of the types; `tsc` checks it, and nothing runs it.

import {
  CompileError,
  Filter,
  FilterError,
  PatchError,
  RequestError,
  Rules,
  ScimRulesError,
  applyPatch,
  check,
  features,
  format,
  init,
  reference,
  version,
  type Action,
  type Decision,
  type Diagnostic,
  type ExplainedLine,
  type Simulation,
} from "scimrules";
import * as lite from "scimrules/lite";

await init();
await init(new URL("https://example.com/engine_bg.wasm"));
await lite.init(new Uint8Array());

const rules: Rules = Rules.compile("map { email = userName }", {
  name: "store",
  limits: { requestSize: 1 },
  account: (field, value) => (typeof value === "string" ? field : null),
  isTaken: (_field, value) => value.length > 1,
  functions: {
    short: (text: string) => text.slice(1),
    typed: { call: (date: Date) => date.getTime(), parameters: ["dateTime"], returns: "integer" },
  },
});
// @ts-expect-error rules are made by `compile`
new Rules();
// @ts-expect-error no such limit
Rules.compile("", { limits: { size: 1 } });

interface User {
  userName: string;
}
const user: User = { userName: "ada" };
const decision: Decision = rules.decide(user, { current: null, now: new Date(), operation: "upsert" });
const action: Action = decision.action;
const email: unknown = decision.record?.["email"];
decision.errors?.map(({ code, message, line, field }) => [code, message, line?.toFixed(), field]);
// @ts-expect-error not an operation
rules.decide(user, { operation: "put" });
// @ts-expect-error a number is no user
rules.decide(1);
rules.decideGroup({ displayName: "x" }, { current: { status: "active", record: {} } });
const text: string = rules.decideText(new Uint8Array());

for (const one of rules.decideMany([user, "{}"], { params: { a: 1 } })) {
  if (one instanceof RequestError) one.line?.toFixed();
  else one.action satisfies Action;
}

const { lines, tolerance, text: shown } = rules.explain(user);
const walk = (line: ExplainedLine): number => (line.parts ?? []).map(walk).length + line.span.start;
lines.map(walk);
tolerance.map(({ attribute }) => attribute);

const simulation: Simulation = rules.simulate("", { against: rules, accounts: 3, listed: 5 });
simulation.counts.create?.toFixed();
simulation.differences[0]?.fields[0]?.name.trim();
rules.test().results.every((result) => result.passed);

const found: Diagnostic[] = check("", { name: "x" });
found.map(({ labels, fix }) => [labels[0]?.start, fix?.text]);
format("").trim();
reference().attributes[0]?.parts?.[0]?.name;

const filter = Filter.parse("a pr");
const holds: boolean = filter.matches(user);
const patched: User = applyPatch(user, { Operations: [] }, { strict: true });
try {
  Rules.compile("{");
} catch (error) {
  if (error instanceof CompileError) error.diagnostics.length + error.line;
  else if (error instanceof FilterError || error instanceof PatchError) error.scimType?.trim();
  else if (error instanceof ScimRulesError) error.code.trim();
}
{
  using scoped = Rules.compile("");
  scoped.name.trim();
}
export { action, email, features, holds, patched, shown, text, version };

// Rules and a request, looked at: findings, decision and reasons, tests.

import { CompileError, RequestError, Rules, type Explanation } from "scimrules";
import type { Look, Outcome, Part, RequestFault, RequestTexts } from "./data";

/** Rules that compiled last; a change of the request needs them again. */
let compiled: { text: string; rules: Rules; outcome: Pick<Outcome, "tests" | "fields" | "reads">; took: number } | undefined;

export function look(text: string, request: RequestTexts): Look {
  if (compiled?.text !== text) {
    const began = performance.now();
    let rules: Rules;
    try {
      rules = Rules.compile(text);
    } catch (error) {
      if (error instanceof CompileError) return { findings: error.diagnostics };
      throw error;
    }
    const took = performance.now() - began;
    compiled?.rules.free();
    compiled = { text, rules, took, outcome: { tests: rules.test(), fields: rules.fields, reads: rules.attributesRead } };
  }
  const { rules, outcome, took } = compiled;
  return { findings: rules.diagnostics, outcome: { ...outcome, ...explained(rules, request, took) } };
}

function explained(rules: Rules, request: RequestTexts, compile: number): Pick<Outcome, "explanation" | "fault" | "timed"> {
  const timed = { compile, decide: 0 };
  const options = optionsOf(request);
  if ("part" in options) return { fault: options, timed };
  try {
    const user = request.user.trim() === "" && request.operation === "delete" ? { operation: "delete" } : request.user;
    const explanation: Explanation = rules.explain(user, options);
    const began = performance.now();
    rules.decide(user, options);
    timed.decide = performance.now() - began;
    return { explanation, timed };
  } catch (error) {
    if (error instanceof RequestError) return { fault: { part: "request", message: error.message }, timed };
    throw error;
  }
}

/** The parts beside the user; what cannot be read is told with its part. */
function optionsOf(request: RequestTexts): object | RequestFault {
  const options: Record<string, unknown> = { operation: request.operation };
  const parts: Partial<Record<Part, unknown>> = {};
  for (const part of ["user", "groups", "record", "params"] as const) {
    const text = request[part].trim();
    if (text === "" || (part === "record" && request.status === "")) continue;
    try {
      parts[part] = JSON.parse(text);
    } catch {
      return { part, message: `the JSON of ${WHERE[part]} cannot be read` };
    }
  }
  if (parts.user === undefined && request.operation !== "delete") return { part: "nobody", message: "there is no user yet" };
  if (parts.groups !== undefined) options["groups"] = parts.groups;
  if (parts.params !== undefined) options["params"] = parts.params;
  if (request.now.trim() !== "") options["now"] = request.now.trim();
  if (request.status !== "") {
    options["current"] = { status: request.status, ...(parts.record === undefined ? {} : { record: parts.record }) };
  }
  return options;
}

const WHERE: Record<Part, string> = { user: "the user", groups: "the groups", record: "the account’s record", params: "the params" };

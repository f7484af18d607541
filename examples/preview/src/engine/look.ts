// Rules and a request, looked at: findings, decision and reasons, tests.

import { CompileError, RequestError, Rules } from "scimrules";
import type { Look, Outcome, RequestTexts } from "./data";
import { faultsOf, isGiven } from "./faults";
import { hostOf } from "./host";

/** Rules that compiled last; a change of the request needs them again. */
let compiled: { text: string; functions: string; rules: Rules; outcome: Pick<Outcome, "tests" | "fields" | "reads">; took: number } | undefined;

export function look(text: string, request: RequestTexts, functions = ""): Look {
  const faults = faultsOf(request, functions);
  if (compiled?.text !== text || compiled.functions !== functions) {
    const began = performance.now();
    let rules: Rules;
    try {
      rules = Rules.compile(text, hostOf(functions));
    } catch (error) {
      if (error instanceof CompileError) return { findings: error.diagnostics, faults };
      throw error;
    }
    const took = performance.now() - began;
    compiled?.rules.free();
    compiled = { text, functions, rules, took, outcome: { tests: rules.test(), fields: rules.fields, reads: rules.attributesRead } };
  }
  const { rules, outcome, took } = compiled;
  const decided = faults[0] ? { refused: faults[0].what, about: "account" as const, timed: { compile: took, decide: 0 } } : explained(rules, request, took);
  return { findings: rules.diagnostics, faults, outcome: { ...outcome, ...decided } };
}

type Decided = Pick<Outcome, "explanation" | "refused" | "nobody" | "about" | "clock" | "timed">;

function explained(rules: Rules, request: RequestTexts, compile: number): Decided {
  const timed = { compile, decide: 0 };
  const given = isGiven(request, "user");
  if (!given && request.operation !== "delete") return { nobody: true, refused: "there is no user yet", about: "account", timed };
  const user = given ? request.user : { operation: "delete" };
  const about = given && isGroup(JSON.parse(request.user)) ? "group" : "account";
  const clock = rules.needsClock && request.now.trim() === "" ? { clock: new Date().toISOString() } : {};
  try {
    const options = optionsOf(request, clock.clock);
    const explanation = rules.explain(user, options);
    const began = performance.now();
    rules.decide(user, options);
    timed.decide = performance.now() - began;
    return { explanation, about, ...clock, timed };
  } catch (error) {
    if (error instanceof RequestError) return { refused: error.message, about, timed };
    throw error;
  }
}

/** A request with a group, or a group by its schema. */
function isGroup(value: { group?: unknown; schemas?: unknown } | null): boolean {
  const { group, schemas } = value ?? {};
  return group !== undefined || (Array.isArray(schemas) && schemas.some((urn) => /:core:2\.0:Group$/i.test(String(urn))));
}

/** The parts beside the user; they are JSON. */
function optionsOf(request: RequestTexts, clock: string | undefined): object {
  const part = (name: "groups" | "record" | "params"): unknown => (isGiven(request, name) ? JSON.parse(request[name]) : undefined);
  const options: Record<string, unknown> = {
    operation: request.operation,
    groups: part("groups"),
    params: part("params"),
    now: request.now.trim() || clock,
    current: request.status === "" ? undefined : { status: request.status, record: part("record") },
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

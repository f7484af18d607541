// A population: many requests decided, counted and compared.

import { CompileError, Rules, type CompileOptions, type Decision, type RequestError } from "scimrules";
import { reasonKey, type Person, type Population, type PopulationQuestion } from "./data";
import { hostOf } from "./host";

let lines: string[] = [];

/** How many users of a reason are listed. */
const LISTED = 50;
/** Users between two reports of progress. */
const STEP = 250;

/** Takes NDJSON, a JSON array or a SCIM ListResponse. */
export async function load(file: Blob): Promise<{ lines: number }> {
  lines = linesOf(await file.text());
  return { lines: lines.length };
}

export const line = (number: number): { text: string } => ({ text: lines[number - 1] ?? "" });

function linesOf(text: string): string[] {
  const begins = text.trimStart().charAt(0);
  if (begins === "[" || begins === "{") {
    try {
      const whole = JSON.parse(text) as unknown;
      const list = Array.isArray(whole) ? whole : (whole as { Resources?: unknown }).Resources;
      if (Array.isArray(list)) return list.map((one) => JSON.stringify(one));
    } catch {
      // Several lines are no one JSON text.
    }
  }
  return text.split("\n").filter((one) => one.trim() !== "");
}

export function population(question: PopulationQuestion, progress: (share: number) => void): Population {
  const began = performance.now();
  const host = hostOf(question.functions);
  const rules = Rules.compile(question.rules, host);
  const against = question.against === undefined ? undefined : compiled(question.against, host);
  try {
    const options = {
      now: question.now ?? new Date().toISOString(),
      ...(question.params ? { params: JSON.parse(question.params) as Record<string, unknown> } : {}),
    };
    const people: Record<string, Person[]> = {};
    for (let from = 0; from < lines.length; from += STEP) {
      const part = lines.slice(from, from + STEP);
      rules.decideMany(part, options).forEach((decision, at) => list(people, from + at, decision));
      progress((0.5 * from) / lines.length);
    }
    const simulation = rules.simulate(counted(progress), {
      ...options,
      ...(against ? { against } : {}),
      ...(question.accounts === undefined ? {} : { accounts: question.accounts }),
      listed: 200,
    });
    return { simulation, people, againstBroken: question.against !== undefined && !against, took: performance.now() - began };
  } finally {
    rules.free();
    against?.free();
  }
}

/** Nothing where the rules, kept since another version perhaps, do not compile. */
function compiled(text: string, host: CompileOptions): Rules | undefined {
  try {
    return Rules.compile(text, host);
  } catch (error) {
    if (error instanceof CompileError) return undefined;
    throw error;
  }
}

/** The lines, with reports while they are taken. */
function* counted(progress: (share: number) => void): Iterable<string> {
  for (let at = 0; at < lines.length; at++) {
    if (at % STEP === 0) progress(0.5 + (0.5 * at) / lines.length);
    yield lines[at]!;
  }
}

function list(people: Record<string, Person[]>, at: number, decision: Decision | RequestError): void {
  const among = (people[keyOf(decision)] ??= []);
  if (among.length >= LISTED) return;
  among.push({ line: at + 1, name: nameOf(lines[at]!) });
}

function keyOf(decision: Decision | RequestError): string {
  if (!("action" in decision)) return reasonKey("failed", { code: decision.code });
  const error = decision.errors?.[0];
  return reasonKey(decision.action, error ?? { ...(decision.because ? { line: decision.because.line } : {}) });
}

function nameOf(text: string): string {
  return /"(?:userName|displayName)"\s*:\s*"((?:[^"\\]|\\.)*)"/i.exec(text)?.[1] ?? "";
}

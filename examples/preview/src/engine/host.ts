// What the product's own functions answer, as an administrator writes it down: a JSON object, by
// name. An object answers by the arguments, joined with `, `, or by `else`; anything else always.

import type { CompileOptions, FunctionType, HostFunction } from "scimrules";

/** A name, and in parentheses what it is called with; without them, with one value. */
const CALL = /^\s*([A-Za-z_]\w*)\s*(?:\(([^()]*)\))?\s*$/;

/** Why the text says no functions. */
export function hostFault(text: string): string | undefined {
  const said = read(text);
  if (!said) return 'functions are an object: `{ "office(title)": "Chennai" }`';
  const odd = Object.keys(said).find((name) => !CALL.test(name));
  return odd === undefined ? undefined : `\`${odd}\` is no function; write \`office\`, or \`office(title, country)\``;
}

/** What rules are compiled with. */
export function hostOf(text: string): CompileOptions {
  const said = text.trim() === "" || hostFault(text) ? {} : read(text)!;
  const functions: Record<string, HostFunction> = {};
  const options: CompileOptions = { functions };
  for (const [call, answers] of Object.entries(said)) {
    const [, name = "", inside] = CALL.exec(call)!;
    if (name === "account") options.account = (_, value) => answer(answers, [value]) as string | null;
    else if (name === "is_taken") options.isTaken = (_, value) => (Array.isArray(answers) ? answers.includes(value) : answer(answers, [value]) === true);
    else {
      const parameters = inside === undefined ? [""] : inside.trim() === "" ? [] : inside.split(",");
      functions[name] = { parameters: parameters.map(() => "any"), returns: kindOf(answers), call: (...values: unknown[]) => answer(answers, values) };
    }
  }
  return options;
}

function read(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isTable(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function answer(answers: unknown, values: unknown[]): unknown {
  if (!isTable(answers)) return answers;
  const key = values.map((value) => (value instanceof Date ? value.toISOString() : String(value))).join(", ");
  return [key, "else"].map((name) => (Object.hasOwn(answers, name) ? answers[name] : undefined)).find((found) => found !== undefined) ?? null;
}

/** The type of all answers, so that rules are checked as the product would check them. */
function kindOf(answers: unknown): FunctionType {
  const all = (isTable(answers) ? Object.values(answers) : [answers]).filter((one) => one !== null);
  const are = (holds: (one: unknown) => boolean): boolean => all.length > 0 && all.every(holds);
  if (are((one) => typeof one === "boolean")) return "boolean";
  if (are(Number.isSafeInteger)) return "integer";
  if (are((one) => typeof one === "string" && /^\d{4}-\d\d-\d\dT/.test(one))) return "dateTime";
  return are((one) => typeof one === "string") ? "string" : "any";
}

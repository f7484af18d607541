// Completion: what may stand where the cursor is.

import { snippetCompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { outline, read, type Outline } from "./outline";
import type { Frame, State } from "./tokens/state";
import { attributeAt, functionHelp, helpElement, reference, roots, typeOf, type Attribute, type Help } from "./vocabulary";
import { ACTIONS, EVENTS, OPERATORS, RECIPIENTS, TEST_ITEMS, TYPES, UNITS } from "./words";

export function complete(context: CompletionContext): CompletionResult | null {
  const text = context.state.doc.toString();
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const path = /(?:\$?[A-Za-z][\w-]*(?:\[[^\]]*\])?\.)*(?:\$?[A-Za-z][\w-]*)?$/.exec(before)?.[0] ?? "";
  const state = read(text, context.pos - path.length);
  if (state.script || /#[^"]*$/.test(before)) return null;

  const said = outline(text);
  const quoted = inText(text, context.pos);
  if (quoted !== null) return inString(quoted, context, said);
  if (path === "" && !context.explicit && !/[\[.]$/.test(before)) return null;

  const steps = path.split(".");
  const word = steps.pop() ?? "";
  const from = context.pos - word.length;
  const options = steps.length > 0
    ? partsOf(steps.map((step) => step.replace(/\[.*$/, "")), said)
    : state.expect === "json" ? [] : optionsFor(state, said, line.text.slice(0, from - line.from).trim() === "");
  return options.length > 0 ? { from, options, validFor: /^[\w$-]*$/ } : null;
}

/** The text of a string that is not closed before a position, else null. */
function inText(text: string, position: number): string | null {
  let open: string | null = null;
  read(text, position, (kind, from, to) => {
    const said = text.slice(from, to);
    const isText = kind === "string" || kind === "brace" || (open !== null && (kind === "path" || kind === "call"));
    if (!isText) open = null;
    else if (open === null) open = /^"([^"\\]|\\.)*"$/.test(said) ? null : said;
    else open = said.endsWith('"') ? null : open + said;
    if (to < position && text.slice(to, position).includes("\n")) open = null;
  });
  return open;
}

/** `{name.` in a text, and the usual values of `type eq "`. */
function inString(quoted: string, context: CompletionContext, said: Outline): CompletionResult | null {
  const braces = /\{((?:\$?[A-Za-z][\w-]*\.)*)([\w$-]*)$/.exec(quoted);
  if (braces) {
    const steps = braces[1]!.split(".").filter((step) => step !== "");
    const options = steps.length > 0 ? partsOf(steps, said) : roots(said).map(attributeOption);
    return { from: context.pos - braces[2]!.length, options, validFor: /^[\w$-]*$/ };
  }
  const line = context.state.doc.lineAt(context.pos);
  if (!/\btype\s+eq\s+"[^"]*$/i.test(line.text.slice(0, context.pos - line.from))) return null;
  const options = ["work", "home", "mobile", "other"].map((label) => ({ label, type: "text" }));
  return { from: context.pos - quoted.length + 1, options, validFor: /^\w*$/ };
}

function partsOf(steps: string[], said: Outline): Completion[] {
  if (steps.length === 1 && (steps[0] === "target" || steps[0] === "current")) {
    const status: Completion[] = steps[0] === "current" ? [{ label: "status", detail: "string", type: "property" }] : [];
    return [...status, ...fields(said)];
  }
  return (attributeAt(steps, said)?.parts ?? []).map(attributeOption);
}

function optionsFor(state: State, said: Outline, lineIsFresh: boolean): Completion[] {
  const frame = state.stack[state.stack.length - 1];
  switch (state.expect) {
    case "statement": return statements();
    case "field": return [...fields(said, frame), ...(frame?.kind === "map" ? [word("keep", "values of a list that stay")] : [])];
    case "type": return TYPES.map((label) => word(label, undefined, "type"));
    case "flag": return [word("required", "must have a value"), word("max", "the most characters"), word("secret", "never shown")];
    case "event": return words(EVENTS, "enum");
    case "action": return words(ACTIONS, "enum");
    case "unit": return UNITS.map((label) => word(label));
    case "recipient": return [...RECIPIENTS.map((label) => word(label)), ...expressions(said)];
    case "item": return words(TEST_ITEMS, "keyword");
    case "resource": return ["all users", "users where", "all groups", "groups where"].map((label) => word(label));
    case "line": return lines(frame);
    case "operand": return frame?.kind === "filter" ? partsOf([frame.of], said).concat(words({ not: "the contrary" }, "keyword")) : expressions(said);
    case "after": return after(state, frame, said, lineIsFresh);
    case "name": return state.statement === "source" ? [word("complete"), word("status")] : [];
    default: return [];
  }
}

function lines(frame: Frame | undefined): Completion[] {
  if (frame?.kind === "status") return [word("on", "an event")];
  if (frame?.kind === "notify") return [word("password to", "the one-time password"), word("mail to", "a mail")];
  return frame?.kind === "table" ? [word("else", "whatever is not listed")] : [];
}

function after(state: State, frame: Frame | undefined, said: Outline, lineIsFresh: boolean): Completion[] {
  const operators = words(OPERATORS, "keyword");
  const guards = [word("on", "only with this event"), word("if", "only where this holds")];
  if (!frame) return lineIsFresh ? [...statements(), ...operators] : [...operators, ...statements()];
  if (frame.kind === "map") return lineIsFresh ? [...fields(said, frame), ...guards, ...operators] : [...operators, ...guards];
  if (frame.kind === "status" || frame.kind === "notify") return [...(lineIsFresh ? lines(frame) : []), ...operators, ...guards];
  return state.statement === "test" ? [] : operators;
}

const word = (label: string, detail?: string, type = "keyword"): Completion => (detail ? { label, detail, type } : { label, type });
const words = (all: Record<string, string>, type: string): Completion[] =>
  Object.entries(all).map(([label, detail]) => word(label, detail, type));

function fields({ declared }: Outline, frame?: Frame): Completion[] {
  const found = declared.filter((one) => one.kind === "field");
  return found.map((one) => ({ label: one.name, detail: "field", type: "property", boost: frame ? 1 : 0, info: info({ title: one.text }) }));
}

function statements(): Completion[] {
  return (reference.value?.statements ?? []).map((one) =>
    ({ label: one.name, type: "keyword", info: info({ title: one.syntax, text: one.summary }) }));
}

const attributeOption = (one: Attribute): Completion => ({ label: one.name, detail: typeOf(one), type: "variable" });

/** What an expression may begin with. */
function expressions(said: Outline): Completion[] {
  const options: Completion[] = [];
  for (const one of roots(said)) {
    options.push(attributeOption(one));
    options.push(...filtered(one));
  }
  for (const one of said.declared) {
    if (one.kind === "let" || one.kind === "param") {
      options.push({ label: one.name, detail: one.kind, type: "constant", boost: 2, info: info({ title: one.text }) });
    } else if (one.kind === "table" || one.kind === "script") {
      options.push(snippetCompletion(`${one.name}(\${x})`, { label: one.name, detail: one.kind, type: "function", boost: 2 }));
    }
  }
  for (const one of reference.value?.functions ?? []) {
    const parameters = one.parameters?.filter((parameter) => !parameter.optional).map((parameter) => parameter.name);
    const names = (parameters ?? /\((.*)\)/.exec(one.signature)?.[1]?.replaceAll("…", "").split(", ") ?? []).map((name) => `\${${name}}`);
    const template = `${one.name}(${names.join(", ")})`;
    options.push(snippetCompletion(template, { label: one.name, detail: one.signature.slice(one.name.length), type: "function", info: info(functionHelp(one)) }));
  }
  options.push(
    word("target", "what is written"), word("current", "the account"), word("null", "clear the field"),
    word("keep", "leave the field alone"), word("true"), word("false"),
    snippetCompletion('reject "${why}"', { label: "reject", detail: "refuse the user", type: "keyword" }),
    snippetCompletion("if ${condition} then ${a} else ${b}", { label: "if", detail: "then … else …", type: "keyword" }),
  );
  return options;
}

/** One value out of many: `emails[type eq "work"].value`. */
function filtered(one: Attribute): Completion[] {
  const has = (name: string): boolean => one.parts.some((part) => part.name === name);
  if (!one.many || !has("type")) return [];
  const value = has("value") ? ".value" : ".";
  const types = one.name === "phoneNumbers" ? ["work", "mobile"] : ["work"];
  const options = types.map((type) => ({ label: `${one.name}[type eq "${type}"]${value}`, detail: "the first", type: "variable", boost: -1 }));
  if (has("primary")) options.push({ label: `${one.name}[primary eq true]${value}`, detail: "the first", type: "variable", boost: -1 });
  return options;
}

const info = (help: Help) => (): Node => helpElement(help);

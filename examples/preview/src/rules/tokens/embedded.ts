// What has marks of its own within the rules: texts with names in braces, scripts, the JSON of tests.

import type { StringStream } from "@codemirror/language";
import { PATH } from "./patterns";
import { top, type Frame, type State } from "./state";

/** Are names in braces read in a text that begins here? */
export function interpolates(state: State, frame: Frame | undefined): boolean {
  if (state.expect !== "operand" || state.compared) return false;
  return frame ? !["filter", "test"].includes(frame.kind) && frame.of !== "plain" : state.statement === "let";
}

export function inText(stream: StringStream, state: State): string {
  if (state.braces) {
    if (stream.eat("}")) {
      state.braces = false;
      return "brace";
    }
    if (stream.match(PATH)) return stream.peek() === "(" ? "call" : "path";
    if (stream.match(/^"(\\.|[^"\\])*"/)) return "string";
    stream.next();
    return "brace";
  }
  while (!stream.eol()) {
    if (stream.match(/^\\./)) continue;
    if (state.text === "values" && stream.match("{{")) continue;
    if (state.text === "values" && stream.match(/^\{(?=\s*[\w$][^"{}]*\})/, false)) {
      if (stream.current() !== "") return "string";
      stream.next();
      state.braces = true;
      return "brace";
    }
    if (stream.next() === '"') {
      ended(state);
      return "string";
    }
  }
  // Texts end with their line.
  ended(state);
  return "string";
}

function ended(state: State): void {
  state.text = null;
  state.compared = false;
  const frame = top(state);
  if (frame?.kind === "json") return;
  if (state.statement === "test" && !frame) state.expect = "after";
  else if (frame?.kind === "test") state.expect = "item";
  else if (state.statement === "store" && !frame) state.expect = "statement";
  else state.expect = "after";
}

export function script(stream: StringStream, state: State): string | null {
  if (stream.match('"""')) {
    state.script = false;
    state.expect = "statement";
    return "scriptMark";
  }
  if (stream.eatSpace()) return null;
  if (stream.match(/^\/\/.*/)) return "comment";
  if (stream.match(/^"(?!"")(\\.|[^"\\])*"?/) || stream.match(/^`[^`]*`?/) || stream.match(/^'(\\.|[^'\\])'?/)) return "string";
  if (stream.match(/^\d[\w.]*/)) return "number";
  if (stream.match(/^(fn|let|const|if|else|for|in|while|loop|return|break|continue|switch|throw|try|catch|do|until)\b/)) {
    state.last = stream.current();
    return "control";
  }
  if (stream.match(/^(true|false|this)\b/)) return "atom";
  if (stream.match(/^[A-Za-z_]\w*/)) {
    const defined = state.last === "fn";
    state.last = stream.current();
    return defined ? "scriptDefinition" : stream.match(/^\s*\(/, false) ? "call" : "scriptName";
  }
  stream.next();
  return "mark";
}

export function json(stream: StringStream, state: State, frame: Frame): string | null {
  const next = stream.peek();
  if (next === "{" || next === "[") {
    stream.next();
    state.stack.push({ kind: "json", close: next === "{" ? "}" : "]", of: frame.of, then: "json" });
    return "bracket";
  }
  if (next === "}" || next === "]") {
    stream.next();
    state.stack.pop();
    state.expect = frame.then;
    return "bracket";
  }
  if (stream.match(/^"(\\.|[^"\\])*"?/)) return stream.match(/^\s*:/, false) ? "jsonKey" : "string";
  if (stream.match(/^-?\d[\d.eE+-]*/)) return "number";
  if (stream.match(/^(true|false|null)\b/)) return "atom";
  stream.next();
  return "mark";
}

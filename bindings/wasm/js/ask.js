// Calls of the engine.

import { isOpen } from "./crossing.js";
import {
  CompileError,
  FilterError,
  PatchError,
  RequestError,
  ScimRulesError,
} from "./errors.js";
import { diagnostics } from "./places.js";

/** Does a call; what the engine throws becomes an error of its class. */
export function ask(call, text) {
  try {
    return call();
  } catch (thrown) {
    if (!isOpen()) {
      const message = "the engine is not loaded: call `await init()` first";
      throw new ScimRulesError(message, "notLoaded");
    }
    if (typeof thrown !== "string") throw thrown;
    const [name, told] = JSON.parse(thrown);
    switch (name) {
      case "CompileError":
        throw new CompileError(told.message, diagnostics(told.diagnostics, text));
      case "FilterError":
        throw new FilterError(told);
      case "PatchError":
        throw new PatchError(told);
      case "RequestError":
        throw new RequestError(told);
      default:
        throw new TypeError(told.message);
    }
  }
}

/** A value as JSON text; texts and bytes are JSON already. */
export function json(value) {
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  let text;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    throw new RequestError({ message: `the value is not JSON: ${error.message}` });
  }
  if (text === undefined) {
    throw new RequestError({ message: `a ${typeof value} is not a JSON value` });
  }
  return text;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The same as a string. */
export function jsonText(value) {
  const text = json(value);
  if (typeof text === "string") return text;
  try {
    return utf8.decode(text);
  } catch {
    throw new RequestError({ message: "the text is not UTF-8" });
  }
}

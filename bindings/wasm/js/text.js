// Rules as text.

import { ask } from "./ask.js";
import * as engine from "./engine.js";
import { release } from "./host.js";
import { compiling } from "./options.js";
import { diagnostics } from "./places.js";

export function check(text, options) {
  const functions = [];
  try {
    const said = compiling(options, functions);
    return diagnostics(JSON.parse(ask(() => engine.check(text, said))), text);
  } finally {
    release(functions);
  }
}

export function format(text) {
  return ask(() => engine.format(text), text);
}

export function reference() {
  return JSON.parse(ask(() => engine.reference()));
}

/** The version of the package. */
export const version = "0.1.0";

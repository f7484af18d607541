// SCIM filters and PATCH by themselves.

import { ask, jsonText } from "./ask.js";
import * as engine from "./engine.js";
import { freed } from "./errors.js";

export class Filter {
  #held;

  constructor(key, filter) {
    if (key !== KEY) throw new TypeError("filters are made by `Filter.parse`");
    this.#held = filter;
  }

  get #filter() {
    return this.#held ?? freed("filter");
  }

  static parse(text) {
    return new Filter(KEY, ask(() => engine.Filter.parse(text)));
  }

  matches(resource) {
    return ask(() => this.#filter.matches(jsonText(resource)));
  }

  toString() {
    return this.#filter.text();
  }

  free() {
    this.#held?.free();
    this.#held = undefined;
  }
}

const KEY = Symbol("Filter");
if (Symbol.dispose) Filter.prototype[Symbol.dispose] = Filter.prototype.free;

export function applyPatch(resource, patch, options = {}) {
  const { strict, knownOnly, immutable } = options;
  const told = JSON.stringify({ strict, knownOnly, immutable });
  return JSON.parse(ask(() => engine.applyPatch(jsonText(resource), jsonText(patch ?? null), told)));
}

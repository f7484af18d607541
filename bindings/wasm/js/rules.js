// Compiled rules.

import { ask, json } from "./ask.js";
import { answer, put } from "./crossing.js";
import * as engine from "./engine.js";
import { freed, RequestError } from "./errors.js";
import { release } from "./host.js";
import { compiling, said } from "./options.js";
import { isText, pieces } from "./pieces.js";
import { diagnostics, offsets, spans } from "./places.js";
import { Projection } from "./projection.js";
import { simulated } from "./simulated.js";

/** Functions of rules that nobody holds any more are let go. */
const dropped = new FinalizationRegistry(release);

/** A request without a resource: a delete needs none. */
function nobody(options) {
  return { operation: options?.operation ?? "upsert" };
}

export class Rules {
  /** Nothing once they are freed. */
  #held;
  #functions;
  #text;
  #facts;
  #offset;
  #projection;

  constructor(key, rules, functions, text) {
    if (key !== KEY) throw new TypeError("rules are made by `Rules.compile`");
    this.#held = rules;
    this.#functions = functions;
    this.#text = text;
    if (functions.length) dropped.register(this, functions, this);
  }

  get #rules() {
    return this.#held ?? freed("rules");
  }

  static compile(text, options) {
    const functions = [];
    try {
      const said = compiling(options, functions);
      const rules = ask(() => engine.Rules.compile(text, said), text);
      return new Rules(KEY, rules, functions, text);
    } catch (error) {
      release(functions);
      throw error;
    }
  }

  decide(user, options) {
    return JSON.parse(this.#decided(user, options, false));
  }

  decideGroup(group, options) {
    return JSON.parse(this.#decided(group, options, true));
  }

  decideText(request) {
    if (!this.#rules.decide(put(request))) throw new RequestError(JSON.parse(answer()));
    return answer();
  }

  #decided(resource, options, group) {
    const beside = said(options);
    if (resource && !isText(resource)) {
      const decided = this.#projected(resource, beside && options, group);
      if (decided !== undefined) return decided;
    }
    const text = json(resource ?? nobody(options));
    if (beside === "" && !group) return this.decideText(text);
    const length = put(text);
    if (!ask(() => this.#rules.decideWith(length, group, beside))) {
      throw new RequestError(JSON.parse(answer()));
    }
    return answer();
  }

  /** Decides what the rules read of an object; none where the whole has to be looked at. */
  #projected(object, options, group) {
    const projection = (this.#projection ??= projectionOf(this.#told()));
    const text = projection && writtenOr(() => projection.text(object, group, options));
    // An error tells of the whole: how large it is, say.
    if (!text || !this.#rules.decide(put(text))) return undefined;
    return answer();
  }

  decideMany(requests, options) {
    const beside = said(options);
    const decided = [];
    if (isText(requests)) {
      let line = 1;
      for (const piece of pieces(requests)) {
        const length = put(piece);
        line = ask(() => this.#rules.decideLines(length, line, beside));
        for (const one of JSON.parse(answer())) {
          decided.push(one.error === undefined ? one : new RequestError(one.error));
        }
      }
      return decided;
    }
    for (const request of requests) {
      try {
        decided.push(this.decide(request, options));
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        error.line = decided.length + 1;
        decided.push(error);
      }
    }
    return decided;
  }

  simulate(requests, options = {}) {
    const { against, accounts, listed = 50 } = options;
    if (accounts !== undefined && !(Number.isSafeInteger(accounts) && accounts >= 0)) {
      throw new TypeError("`accounts` is a whole number");
    }
    const beside = said(options);
    const most = Math.min(listed, 0xffffffff);
    const simulation = ask(() =>
      against
        ? engine.Simulation.compared(this.#rules, against.#rules, most, beside)
        : engine.Simulation.of(this.#rules, beside),
    );
    try {
      let line = 1;
      if (isText(requests)) {
        for (const piece of pieces(requests)) {
          line = simulation.addLines(put(piece), line);
        }
      } else {
        for (const request of requests) simulation.add(put(json(request)), line++);
      }
      return simulated(JSON.parse(simulation.outcome(accounts)));
    } finally {
      simulation.free();
    }
  }

  explain(user, options) {
    const beside = said(options);
    const length = put(json(user ?? nobody(options)));
    const text = ask(() => this.#rules.explain(length, false, beside));
    const told = JSON.parse(answer());
    if (text === undefined) throw new RequestError(told);
    this.#offset ??= offsets(this.#text);
    spans(told.lines, this.#offset);
    told.text = text;
    return told;
  }

  test() {
    const { results, coverage } = JSON.parse(this.#rules.test());
    for (const result of results) result.passed = result.failures.length === 0;
    const missed = coverage.missed.map(([line, text]) => ({ line, text }));
    return {
      passed: results.every((result) => result.passed),
      results,
      coverage: { lines: coverage.lines, missed },
    };
  }

  #told() {
    if (!this.#facts) {
      this.#facts = JSON.parse(this.#rules.facts());
      this.#facts.diagnostics = diagnostics(this.#facts.diagnostics, this.#text);
    }
    return this.#facts;
  }

  get diagnostics() {
    return this.#told().diagnostics;
  }

  get name() {
    return this.#told().name;
  }

  get text() {
    return this.#text;
  }

  get store() {
    return this.#told().store ?? undefined;
  }

  get fields() {
    return this.#told().fields;
  }

  get attributesRead() {
    return this.#told().attributesRead;
  }

  get needsRecord() {
    return this.#told().needsRecord;
  }

  get needsClock() {
    return this.#told().needsClock;
  }

  free() {
    this.#held?.free();
    this.#held = undefined;
    dropped.unregister(this);
    release(this.#functions);
  }
}

/** None where a value cannot be written: the whole says why. */
function writtenOr(write) {
  try {
    return write();
  } catch {
    return undefined;
  }
}

/** None for strict rules, which look at everything. */
function projectionOf({ projection }) {
  return projection ? new Projection(projection) : false;
}

const KEY = Symbol("Rules");
if (Symbol.dispose) Rules.prototype[Symbol.dispose] = Rules.prototype.free;

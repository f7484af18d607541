// What the engine says of the rules and the request, kept up with what is typed.

import { batch, computed, effect, signal } from "@preact/signals";
import type { Explanation } from "scimrules";
import { engine } from "../engine/client";
import type { Look, Outcome } from "../engine/data";
import { latest } from "./latest";
import { functions, request, rules } from "./session";

/** Milliseconds without a key before the engine is asked. */
const PAUSE = 40;

const look = signal<Look | undefined>(undefined);
/** The last outcome of rules that compiled. */
export const outcome = signal<Outcome | undefined>(undefined);
/** The last decision; while something half typed cannot be read, it is an earlier one. */
export const explained = signal<Explanation | undefined>(undefined);
/** The engine itself failed; nothing that somebody typed can do that. */
export const broken = signal<string | undefined>(undefined);

export const findings = computed(() => look.value?.findings ?? []);
export const faults = computed(() => look.value?.faults ?? []);
export const errors = computed(() => findings.value.filter((finding) => finding.severity === "error"));
/** The rules in the editor do not compile: places in `explained` are those of earlier ones. */
export const rulesBroken = computed(() => look.value !== undefined && look.value.outcome === undefined);
/** Why `explained` is not of what is in the editors; nothing where it is. */
export const stale = computed((): string | undefined => {
  if (rulesBroken.value) return "The rules have errors";
  const refused = look.value?.outcome?.refused;
  return refused && `${refused.charAt(0).toUpperCase()}${refused.slice(1)}`;
});
/** The rules that `findings` and `outcome` are about: spans are theirs. */
export const lookedAt = signal("");

const ask = latest(async () => {
  const text = rules.peek();
  try {
    const said = await engine.ask("look", { rules: text, functions: functions.peek(), request: request.peek() });
    batch(() => {
      lookedAt.value = text;
      look.value = said;
      if (!said.outcome) return;
      outcome.value = said.outcome;
      if (said.outcome.explanation) explained.value = said.outcome.explanation;
      // Nothing there is not half typed.
      else if (said.outcome.nobody) explained.value = undefined;
    });
  } catch (error) {
    broken.value = (error as Error).message;
  }
});

let waiting: ReturnType<typeof setTimeout> | undefined;
let first = true;
effect(() => {
  void rules.value;
  void functions.value;
  void request.value;
  clearTimeout(waiting);
  if (first) void ask();
  else waiting = setTimeout(() => void ask(), PAUSE);
  first = false;
});

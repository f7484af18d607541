// The population that was opened, and what the rules would do with it.

import { effect, signal } from "@preact/signals";
import { populationEngine } from "../engine/client";
import type { Population } from "../engine/data";
import { populationSample } from "../samples";
import { latest } from "../state/latest";
import { errors } from "../state/look";
import { functions, request, rules, saved } from "../state/session";

export const source = signal<{ name: string; lines: number } | undefined>(undefined);
export const result = signal<Population | undefined>(undefined);
/** From 0 to 1 while the engine works. */
export const progress = signal<number | undefined>(undefined);
export const failure = signal<string | undefined>(undefined);
/** How many accounts the target has, as somebody typed it. */
export const accounts = signal("");
/** The panel is shown: nothing is worked out for nobody. */
export const watched = signal(false);

export async function take(name: string, file: Blob): Promise<void> {
  progress.value = 0;
  failure.value = undefined;
  try {
    const { lines } = await populationEngine().ask("load", { file });
    result.value = undefined;
    source.value = { name, lines };
  } catch (error) {
    failure.value = (error as Error).message;
    progress.value = undefined;
  }
}

export async function takeSample(): Promise<void> {
  progress.value = 0;
  try {
    const answer = await fetch(populationSample);
    if (!answer.ok) throw new Error(`the sample is not there (${answer.status})`);
    await take("users.ndjson", await answer.blob());
  } catch (error) {
    failure.value = (error as Error).message;
    progress.value = undefined;
  }
}

export const lineOf = (line: number): Promise<{ text: string }> => populationEngine().ask("line", { line });

const run = latest(async () => {
  progress.value = 0;
  const { params, now } = request.peek();
  const against = saved.peek()?.rules;
  const limit = Number.parseInt(accounts.peek(), 10);
  try {
    result.value = await populationEngine().ask("population", { question: {
      rules: rules.peek(),
      functions: functions.peek(),
      ...(against === undefined ? {} : { against }),
      ...(limit >= 0 ? { accounts: limit } : {}),
      ...(params.trim() === "" ? {} : { params }),
      ...(now.trim() === "" ? {} : { now: now.trim() }),
    } }, (share) => (progress.value = share));
    failure.value = undefined;
  } catch (error) {
    failure.value = (error as Error).message;
  }
  progress.value = undefined;
});

let waiting: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  void [rules.value, functions.value, saved.value, accounts.value, request.value.params, request.value.now];
  clearTimeout(waiting);
  if (!source.value || !watched.value || errors.value.length > 0) return;
  waiting = setTimeout(() => void run(), 300);
});

// What the administrator works on: the rules, the request, and what is kept in this browser.

import { effect, signal } from "@preact/signals";
import type { Part, RequestTexts } from "../engine/data";
import { firstRequest, ruleSamples } from "../samples";

const KEY = "scimrules.preview";

interface Kept {
  rules: string;
  functions: string;
  request: RequestTexts;
  saved?: Saved;
}

export interface Saved {
  rules: string;
  /** When; ISO 8601. */
  at: string;
}

function kept(): Partial<Kept> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Kept>;
  } catch {
    // Storage is off, or holds something else: the page works without.
    return {};
  }
}

const before = kept();

export const rules = signal(before.rules ?? ruleSamples[0]!.text);
/** What the host's functions answer: they belong to the rules, and stay with every request. */
export const functions = signal(before.functions ?? "");
export const request = signal<RequestTexts>(before.request ?? firstRequest);
/** The rules that the population is compared with. */
export const saved = signal<Saved | undefined>(before.saved);

/** Changes some parts of the request. */
export function setRequest(parts: Partial<RequestTexts>): void {
  request.value = { ...request.value, ...parts };
}

export const textOf = (part: Part): string => (part === "functions" ? functions.value : request.value[part]);

export function setText(part: Part, text: string): void {
  if (part === "functions") functions.value = text;
  else setRequest({ [part]: text });
}

export function saveRules(): void {
  saved.value = { rules: rules.value, at: new Date().toISOString() };
}

let waiting: ReturnType<typeof setTimeout> | undefined;
effect(() => {
  const session: Kept = { rules: rules.value, functions: functions.value, request: request.value };
  if (saved.value) session.saved = saved.value;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    try {
      localStorage.setItem(KEY, JSON.stringify(session));
    } catch {
      // Full, or off.
    }
  }, 300);
});

// Users and whole requests that are pasted, dropped or opened.

import { setRequest } from "../state/session";
import { partsOf } from "./parts";

/** Puts a text into the page: a whole request is taken apart, anything else becomes the user. */
export function takeText(text: string): void {
  try {
    const parts = partsOf(JSON.parse(text));
    setRequest(parts ?? { user: text });
  } catch {
    // It is shown with its mistake.
    setRequest({ user: text });
  }
}

/** A whole request that was pasted over the user is taken apart; false where it is none. */
export function pasteWhole(text: string): boolean {
  if (!/^\s*\{\s*"(user|current|groups|operation|params|now)"/.test(text)) return false;
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    if (typeof value["user"] !== "object" || value["user"] === null) return false;
    takeText(text);
    return true;
  } catch {
    return false;
  }
}

export const takeFile = async (file: File): Promise<void> => takeText(await file.text());

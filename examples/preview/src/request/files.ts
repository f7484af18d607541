// Users and whole requests that are pasted, dropped or opened.

import { useState } from "preact/hooks";
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

export async function openFile(event: Event): Promise<void> {
  const input = event.currentTarget as HTMLInputElement;
  const file = input.files?.[0];
  if (file) takeText(await file.text());
  // The same file can be opened again.
  input.value = "";
}

interface Drop {
  over: boolean;
  events: Record<"onDragOver" | "onDragLeave" | "onDropCapture", (event: DragEvent) => void>;
}

/** A pane that takes a dropped file. */
export function useDrop(take: (file: File) => void = (file) => void file.text().then(takeText)): Drop {
  const [over, setOver] = useState(false);
  const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  return {
    over,
    events: {
      onDragOver: (event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDropCapture: (event) => {
        setOver(false);
        const file = event.dataTransfer?.files[0];
        if (!file) return;
        event.preventDefault();
        event.stopPropagation();
        take(file);
      },
    },
  };
}

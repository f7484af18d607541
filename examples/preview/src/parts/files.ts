// Files that are opened or dropped.

import { useState } from "preact/hooks";

/** Hands over the file of an input. */
export async function openInput(event: Event, take: (file: File) => Promise<void>): Promise<void> {
  const input = event.currentTarget as HTMLInputElement;
  const file = input.files?.[0];
  if (file) await take(file);
  // The same file can be opened again.
  input.value = "";
}

interface Drop {
  over: boolean;
  events: Record<"onDragOver" | "onDragLeave" | "onDropCapture", (event: DragEvent) => void>;
}

/** A pane that takes a dropped file. */
export function useDrop(take: (file: File) => void): Drop {
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

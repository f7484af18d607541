// An action as a badge: its word, a colour and a sign, so that no colour is needed to tell them apart.

import type { JSX } from "preact";
import type { Action } from "scimrules";

const SIGNS: Record<Action, string> = {
  create: "M8 3v10M3 8h10",
  update: "M3.5 8.5 6.5 11.5 12.5 4.5",
  unchanged: "M3.5 6h9M3.5 10h9",
  activate: "M5.5 3.5v9l7-4.5z",
  deactivate: "M5.5 4v8M10.5 4v8",
  suspend: "M8 4v4.5l3 2M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z",
  delete: "M4 4l8 8M12 4l-8 8",
  ignore: "M4 8h8",
  reject: "M8 3.2v6M8 12v.6",
};

export function Badge({ action, large = false }: { action: Action; large?: boolean }): JSX.Element {
  return (
    <span class={`badge ${action}${large ? " large" : ""}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path d={SIGNS[action]} /></svg>
      {action}
    </span>
  );
}

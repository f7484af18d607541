// Help for the word under the mouse, with its value for the user on the right.

import { hoverTooltip, type Tooltip } from "@codemirror/view";
import type { ExplainedLine } from "scimrules";
import { shown } from "../decision/values";
import { explained } from "../state/look";
import { outline, read } from "./outline";
import { helpElement, helpFor } from "./vocabulary";
import { ACTIONS, EVENTS, OPERATORS } from "./words";

export const hover = hoverTooltip((view, position): Tooltip | null => {
  const text = view.state.doc.toString();
  let at: { kind: string; from: number; to: number } | undefined;
  read(text, view.state.doc.lineAt(position).to, (kind, from, to) => {
    if (from <= position && position <= to && kind !== "mark" && kind !== "bracket") at = { kind, from, to };
  });
  if (!at) return null;
  const { kind, from, to } = at;
  const word = text.slice(from, to);
  const short = kind === "event" ? EVENTS[word] : kind === "action" ? ACTIONS[word] : kind === "operator" ? OPERATORS[word.toLowerCase()] : undefined;
  const help = short ? { title: word, text: short } : helpFor(word, kind, outline(text));
  const now = kind === "path" ? valueOf(word, from) : undefined;
  if (!help && !now) return null;
  return { pos: from, end: to, above: true, create: () => ({ dom: helpElement(help ?? { title: word }, now) }) };
}, { hoverTime: 250 });

/** What a path has for this user, where a line read it. */
function valueOf(path: string, at: number): string | undefined {
  const search = (lines: ExplainedLine[]): string | undefined => {
    for (const line of lines) {
      if (at < line.span.start || at > line.span.end) continue;
      const inside = search(line.parts ?? []);
      if (inside) return inside;
      const found = line.reads?.find((one) => one.name === path || one.name.startsWith(`${path}[`));
      if (found) return `${found.name} is ${shown(found)}`;
    }
    return undefined;
  };
  return search(explained.peek()?.lines ?? []);
}

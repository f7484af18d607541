// A function that only the product has: it gets an answer to try, which the administrator makes his own.

import type { Diagnostic } from "scimrules";
import { focusEditor } from "../request/JsonEditor";
import { show } from "../request/parts";
import { showRest } from "../request/RequestPane";
import { lookedAt } from "../state/look";
import { functions } from "../state/session";

/** There is no such function here; the product may have one. */
export const mayBeHosts = (finding: Diagnostic): boolean => finding.code === "E0302";

/** Writes down an answer for the function, and shows where. */
export function answerIt(finding: Diagnostic): void {
  const span = finding.labels[0];
  if (!span) return;
  const text = lookedAt.peek();
  const names = Array.from({ length: argumentsBehind(text, span.end) }, (_, at) => String.fromCharCode(97 + (at % 26)));
  functions.value = show({ ...known(), [`${text.slice(span.start, span.end)}(${names.join(", ")})`]: { else: "an answer" } });
  showRest();
  focusEditor("functions");
}

function known(): object {
  try {
    const said: unknown = JSON.parse(functions.peek());
    return typeof said === "object" && said !== null && !Array.isArray(said) ? said : {};
  } catch {
    return {};
  }
}

/** How many arguments stand in the parentheses that begin here. */
function argumentsBehind(text: string, from: number): number {
  let depth = 0;
  let commas = 0;
  let said = false;
  for (const [token] of text.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|#[^\n]*|\s+|[^]/g)) {
    if (/^[([{]/.test(token)) depth++;
    else if (/^[)\]}]/.test(token)) depth--;
    else if (token === "," && depth === 1) commas++;
    else if (depth > 0 && /^[^\s#]/.test(token)) said = true;
    if (depth === 0 && !/^\s/.test(token)) break;
  }
  return said ? commas + 1 : 0;
}

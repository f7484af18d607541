// Where a JSON text is wrong, in words.

import type { Text } from "@codemirror/state";

export interface JsonFault {
  at: number;
  message: string;
}

/** Nothing where the text is JSON, or empty. */
export function jsonFault(text: string): JsonFault | undefined {
  if (text.trim() === "") return undefined;
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return { at: placeOf((error as Error).message, text), message: wordsFor((error as Error).message) };
  }
}

/** V8 says `at position 12`, Firefox `at line 2 column 3`, Safari nothing. */
function placeOf(message: string, text: string): number {
  const position = /position (\d+)/.exec(message);
  if (position) return Math.min(Number(position[1]), text.length);
  const place = /line (\d+) column (\d+)/.exec(message);
  if (!place) return text.length;
  const before = text.split("\n").slice(0, Number(place[1]) - 1);
  return Math.min(before.reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1, text.length);
}

function wordsFor(message: string): string {
  const said = message.replace(/^JSON\.parse: /, "").replace(/ in JSON at position.*$| at position.*$|, "[\s\S]*$| \(line.*$| at line.*$/, "");
  if (/end of (JSON|data)|Unexpected EOF/i.test(said)) return "the text ends before the JSON does: a bracket or a quotation mark is missing";
  if (/property name|Expected double-quoted/i.test(said)) return "a name in double quotes is expected here; a comma before `}` is one too many";
  if (/after property value|after array element/i.test(said)) return "a comma or a closing bracket is expected here";
  return said.charAt(0).toLowerCase() + said.slice(1);
}

export const lineOf = (doc: Text, at: number): number => doc.lineAt(Math.min(at, doc.length)).number;

// What keeps a request from being read: where its JSON is wrong, in the engine's words.

import { RequestError, Rules } from "scimrules";
import type { Part, RequestFault, RequestTexts } from "./data";
import { hostFault } from "./host";

type RequestPart = Exclude<Part, "functions">;
const PARTS = ["user", "groups", "record", "params"] as const;

const WHERE: Record<Part, string> = {
  user: "the user", groups: "the groups", record: "the account’s record", params: "the params", functions: "the host functions",
};

/** Stands before a text so that it can be of any kind. */
const BEFORE = '{"user":{},"x":\n';

let reader: Rules | undefined;

/** Every part that cannot be read. */
export function faultsOf(request: RequestTexts, functions: string): RequestFault[] {
  const texts: [Part, string][] = PARTS.filter((part) => isGiven(request, part)).map((part) => [part, request[part]]);
  if (functions.trim() !== "") texts.push(["functions", functions]);
  return texts.flatMap(([part, text]) => {
    const fault = placed(text) ?? (part === "functions" ? odd(hostFault(text)) : undefined);
    return fault ? [{ part, what: `the JSON of ${WHERE[part]} cannot be read`, ...fault }] : [];
  });
}

const odd = (message: string | undefined): { at: number; line: number; message: string } | undefined =>
  message === undefined ? undefined : { at: 0, line: 1, message };

/** Nothing is asked of a record without an account. */
export const isGiven = (request: RequestTexts, part: RequestPart): boolean =>
  request[part].trim() !== "" && (part !== "record" || request.status !== "");

function placed(text: string): { at: number; line: number; message: string } | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    // Browsers word it differently, and not all of them say where: the engine does.
  }
  try {
    reader ??= Rules.compile("");
    reader.decideText(`${BEFORE}${text}\n}`);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const found = /^(?:not JSON: )?(.*?)(?: at line (\d+), column (\d+))?$/s.exec(error.message);
    const line = Math.max(1, Number(found?.[2] ?? 2) - 1);
    return { at: offset(text, line, Number(found?.[3] ?? 1)), line: Math.min(line, text.split("\n").length), message: found?.[1] ?? error.message };
  }
  return { at: 0, line: 1, message: "this is no JSON" };
}

/** Columns count characters. */
function offset(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  if (line > lines.length) return text.length;
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return before + [...lines[line - 1]!].slice(0, column - 1).join("").length;
}

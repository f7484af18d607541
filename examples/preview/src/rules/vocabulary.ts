// Every name that can stand in a rules text, with what there is to say of it: from the engine's
// `reference()` and from what the text itself declares.

import { signal } from "@preact/signals";
import type { Reference, ReferenceAttribute, ReferenceFunction } from "scimrules";
import type { Declared, Outline } from "./outline";

/** Help for a name. */
export interface Help {
  title: string;
  text?: string | undefined;
  example?: string | undefined;
}

/** An attribute, or a part of one. */
export interface Attribute {
  name: string;
  type: string;
  many: boolean;
  parts: Attribute[];
}

/** Filled as soon as the engine has answered. */
export const reference = signal<Reference | undefined>(undefined);

const ofEngine = (attribute: ReferenceAttribute): Attribute => ({
  name: attribute.name,
  type: attribute.urn ? "extension" : attribute.type,
  many: attribute.many,
  parts: (attribute.parts ?? []).map(ofEngine),
});

/** What a bare path may begin with: attributes, extensions. */
export function roots({ declared }: Outline): Attribute[] {
  const own = declared.filter((one) => one.kind === "attribute" && one.of === undefined).map(ofText);
  const extensions = declared.filter((one) => one.kind === "extension").map((extension) => ({
    name: extension.name,
    type: "extension",
    many: false,
    parts: declared.filter((one) => one.kind === "attribute" && one.of === extension.name).map(ofText),
  }));
  // Users and groups share some names.
  const standard = new Map((reference.value?.attributes ?? []).map((one) => [one.name, ofEngine(one)]));
  return [...standard.values(), ...own, ...extensions];
}

function ofText(one: Declared): Attribute {
  const type = new RegExp(`\\b${one.name}\\s+([A-Za-z]+|\\{)\\s*(\\[\\s*\\])?`).exec(one.text);
  const name = type?.[1] === "{" ? "complex" : (type?.[1] ?? "");
  return { name: one.name, type: name, many: type?.[2] !== undefined, parts: [] };
}

/** The attribute at the end of a path; case does not matter. */
export function attributeAt(path: string[], outline: Outline): Attribute | undefined {
  let among = roots(outline);
  let found: Attribute | undefined;
  for (const step of path) {
    found = among.find((one) => one.name.toLowerCase() === step.toLowerCase());
    if (!found) return undefined;
    among = found.parts;
  }
  return found;
}

export const typeOf = (attribute: Attribute): string => `${attribute.type}${attribute.many ? "[]" : ""}`;

export function functionHelp(one: ReferenceFunction): Help {
  const call = one.examples?.[0];
  return { title: one.signature, text: one.summary, example: call ? `${call.call}  →  ${call.gives}` : one.example };
}

/** What there is to say of a word of a text. */
export function helpFor(word: string, kind: string, outline: Outline): Help | undefined {
  const known = reference.value;
  const declared = outline.declared.find((one) => one.name === word.split(".").pop() && FITS[kind]?.includes(one.kind));
  if (declared) return { title: declared.text, text: KINDS[declared.kind] };
  if (kind === "call") {
    const found = known?.functions.find((one) => one.name === word);
    return found && functionHelp(found);
  }
  if (kind === "statement" || kind === "keyword" || kind === "operator" || kind === "control" || kind === "atom") {
    const entry = [...(known?.statements ?? []), ...(known?.expressions ?? [])].find((one) => one.name.split(/,? /).includes(word));
    return entry && { title: entry.syntax, text: entry.summary, example: kind === "statement" ? undefined : entry.example };
  }
  if (kind !== "path") return undefined;
  const attribute = attributeAt(word.split("."), outline);
  if (!attribute) return undefined;
  const parts = attribute.parts.map((part) => part.name).join(", ");
  return { title: `${word}  ${typeOf(attribute)}`, text: parts && `Parts: ${parts}` };
}

const FITS: Record<string, Declared["kind"][]> = {
  path: ["let", "param", "extension"], call: ["table", "script"], record: ["field"], field: ["field"],
  letDefinition: ["let"], paramDefinition: ["param"],
};

const KINDS: Record<Declared["kind"], string> = {
  field: "A field of the target.", let: "A name for a value or a condition.", param: "A value that the host passes in.",
  table: "A table of this file.", extension: "An extension of this file.", attribute: "An attribute of this file.",
  script: "A function of this file’s script.",
};

/** Help as an element. */
export function helpElement(help: Help, now?: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "help";
  const add = (className: string, text: string | undefined): void => {
    if (text) box.append(Object.assign(document.createElement("div"), { className, textContent: text }));
  };
  add("help-title", help.title);
  add("help-text", help.text?.replaceAll("`", ""));
  add("help-example", help.example);
  add("help-now", now);
  return box;
}

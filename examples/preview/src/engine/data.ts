// What passes between the page and its workers. Results are the engine's own JSON.

import type { Diagnostic, Explanation, Reference, Simulation, TestReport } from "scimrules";

/** The parts of a request, as they stand in the page: JSON texts where the page has editors. */
export interface RequestTexts {
  user: string;
  /** A JSON array, or nothing where the groups are not known. */
  groups: string;
  /** Nothing where there is no account. */
  status: "" | "active" | "suspended" | "inactive";
  record: string;
  params: string;
  now: string;
  operation: "upsert" | "delete";
}

/** The texts of JSON: those of a request, and what the host's functions answer. */
export type Part = "user" | "groups" | "record" | "params" | "functions";

/** A part that cannot be read. */
export interface RequestFault {
  part: Part;
  /** A short sentence, without the place. */
  what: string;
  /** The place: an offset, and the line from 1. */
  at: number;
  line: number;
  message: string;
}

export interface Timed {
  /** Milliseconds. */
  compile: number;
  decide: number;
}

/** What the engine says of rules and a request. */
export interface Look {
  /** Of the rules text that was asked about. */
  findings: Diagnostic[];
  faults: RequestFault[];
  /** Missing where the rules do not compile. */
  outcome?: Outcome;
}

export interface Outcome {
  explanation?: Explanation;
  /** Why there is none. */
  refused?: string;
  /** There is no user to decide. */
  nobody?: boolean;
  /** What the request is about. */
  about: "account" | "group";
  /** The browser's clock, where the rules read one and the request has none. */
  clock?: string;
  tests: TestReport;
  /** The target's fields, in order. */
  fields: string[];
  /** The attributes that the rules read. */
  reads: string[];
  timed: Timed;
}

/** A population's user as a list shows it. */
export interface Person {
  /** The line of the file, from 1. */
  line: number;
  name: string;
}

/** Users are listed by it: an action, and what the simulation counts as one reason. */
export const reasonKey = (action: string, reason: { code?: string; line?: number }): string =>
  `${action} ${reason.code ?? ""} ${reason.line ?? ""}`;

export interface Population {
  simulation: Simulation;
  /** By action and reason, the first users. */
  people: Record<string, Person[]>;
  /** The saved rules could not be compared with: they do not compile any more. */
  againstBroken: boolean;
  /** Milliseconds. */
  took: number;
}

export interface PopulationQuestion {
  rules: string;
  /** What the host's functions answer. */
  functions: string;
  /** Rules to compare with. */
  against?: string;
  /** How many accounts the target has. */
  accounts?: number;
  params?: string;
  now?: string;
}

export type Ask =
  | { id: number; kind: "look"; rules: string; functions: string; request: RequestTexts }
  | { id: number; kind: "format"; rules: string }
  | { id: number; kind: "reference" }
  | { id: number; kind: "load"; file: Blob }
  | { id: number; kind: "population"; question: PopulationQuestion }
  | { id: number; kind: "line"; line: number };

export interface Answers {
  look: Look;
  format: { text?: string; findings: Diagnostic[] };
  reference: Reference;
  load: { lines: number };
  population: Population;
  line: { text: string };
}

export type Answer =
  | { id: number; done: unknown }
  | { id: number; failed: string }
  | { id: number; progress: number };

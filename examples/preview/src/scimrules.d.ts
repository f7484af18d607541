declare module "scimrules" {
  export type Action = "create" | "update" | "unchanged" | "activate" | "deactivate" | "suspend" | "delete" | "ignore" | "reject";
  export interface Reason { code: string; message: string; line?: number; field?: string }
  export interface Decision {
    action: Action; event?: string; status?: "active" | "suspended" | "inactive"; record?: Record<string, unknown>; changes?: Record<string, unknown>;
    match?: { field: string; value: unknown }[]; then?: { action: Action; after: string }; again?: string;
    notify?: { what: string; to: string }[]; because?: { rule: string; line: number }; errors?: Reason[]; warnings?: Reason[];
  }
  export type Seen = { state: "value"; value: unknown; cut?: boolean } | { state: "secret" | "absent" | "null" | "unknown" };
  export interface ExplainedLine {
    kind?: string; field?: string; text: string; line: number; span: { start: number; end: number };
    outcome: "true" | "false" | "unknown" | "error" | "skipped"; error?: string; value?: Seen; reads?: (Seen & { name: string })[];
    parts?: ExplainedLine[]; tolerance?: { attribute: string; tolerance: string }[];
  }
  export interface Tolerance { attribute: string; tolerance: string }
  export interface Explanation { decision: Decision; lines: ExplainedLine[]; tolerance: { attribute: string; tolerance: string }[]; text: string }
  export interface Diagnostic {
    code: string; severity: "error" | "warning" | "hint"; message: string; line: number; column: number;
    labels: { start: number; end: number; text: string; line: number }[]; help?: string; fix?: { start: number; end: number; text: string };
  }
  export interface TestReport {
    passed: boolean; results: { name: string; line: number; failures: string[]; passed: boolean }[];
    coverage: { lines: number; missed: { line: number; text: string }[] };
  }
  export interface SimulationReason { count: number; code?: string; line?: number; text: string }
  export interface Simulation {
    requests: number; accounts: number; failed: number; exceeded: { limit: string; line: number; count: number; allowed: number; accounts?: number }[];
    actions: { action: string; count: number; reasons: SimulationReason[] }[];
    against?: { differ: number; users: { line: number; user?: string; old: string; new: string; fields: { name: string; old?: unknown; new?: unknown }[] }[] };
  }
  export interface AttributeReference { name: string; type: string; many: boolean; parts: AttributeReference[] }
  export interface EntryReference { name: string; signature: string; docs: string; example: string }
  export interface FunctionReference { name: string; signature: string; docs: string; parameters: { name: string; optional?: boolean }[]; examples: { call: string; gives: string }[] }
  export interface Reference { statements: EntryReference[]; expressions: EntryReference[]; functions: FunctionReference[]; attributes: { user: AttributeReference[]; group: AttributeReference[]; enterprise: AttributeReference[] } }
  export function init(): Promise<void>;
  export class Rules {
    static compile(text: string, options?: object): Rules;
    decide(user: unknown, options?: object): Decision;
    decideText(request: string): string;
    explain(user: unknown, options?: object): Explanation;
    test(): TestReport;
    decideMany(users: string | Iterable<string>, options?: object): (Decision | Error)[];
    simulate(users: string | Iterable<string>, options?: object): Simulation;
    readonly diagnostics: Diagnostic[]; readonly fields: string[]; readonly attributesRead: string[];
    free(): void;
  }
  export class CompileError extends Error { diagnostics: Diagnostic[] }
  export class RequestError extends Error {}
  export function check(text: string): Diagnostic[];
  export function format(text: string): string;
  export function reference(): Reference;
}

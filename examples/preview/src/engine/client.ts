// Calls to the workers. The engine runs in two: one answers while somebody types, the other works
// through populations, so that neither waits for the other and the page for none.

import type { Answer, Answers, Ask } from "./data";

type Kind = Ask["kind"];
type Question<K extends Kind> = Omit<Extract<Ask, { kind: K }>, "id" | "kind">;

interface Pending {
  done: (answer: never) => void;
  failed: (error: Error) => void;
  progress?: ((share: number) => void) | undefined;
}

/** The engine is loaded and compiled here while a worker starts, and once for both. */
const compiled: Promise<WebAssembly.Module | undefined> = WebAssembly.compileStreaming(
  fetch(new URL("../../node_modules/scimrules/full/engine_bg.wasm", import.meta.url)),
).catch(() => undefined);

export class Engine {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #next = 0;

  constructor(name: string) {
    this.#worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name });
    // Where that failed the worker tries by itself, and tells why it cannot.
    void compiled.then((engine) => this.#worker.postMessage({ engine }));
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => this.#take(data);
    this.#worker.onerror = (event) => this.#fail(event.message || "the engine could not be loaded");
  }

  ask<K extends Kind>(kind: K, question: Question<K>, progress?: (share: number) => void): Promise<Answers[K]> {
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#pending.set(id, { done, failed, progress });
      this.#worker.postMessage({ id, kind, ...question });
    });
  }

  #take(answer: Answer): void {
    const pending = this.#pending.get(answer.id);
    if (!pending) return;
    if ("progress" in answer) {
      pending.progress?.(answer.progress);
      return;
    }
    this.#pending.delete(answer.id);
    if ("failed" in answer) pending.failed(new Error(answer.failed));
    else pending.done(answer.done as never);
  }

  #fail(message: string): void {
    for (const pending of this.#pending.values()) pending.failed(new Error(message));
    this.#pending.clear();
  }
}

export const engine = new Engine("decide");

let crowd: Engine | undefined;
/** Made when a population is first looked at. */
export const populationEngine = (): Engine => (crowd ??= new Engine("population"));

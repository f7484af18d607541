// The engine in a worker: it answers the questions of data.ts, one after the other.

import { CompileError, format, init, reference } from "scimrules";
import type { Answer, Answers, Ask } from "./data";
import { look } from "./look";
import { line, load, population } from "./population";

let start: (engine: Promise<void>) => void;
const ready = new Promise<void>((done) => (start = done));

const post = (answer: Answer): void => self.postMessage(answer);

function answer(ask: Ask): Answers[Ask["kind"]] | Promise<Answers["load"]> {
  switch (ask.kind) {
    case "look": return look(ask.rules, ask.request, ask.functions);
    case "format": return formatted(ask.rules);
    case "reference": return reference();
    case "load": return load(ask.file);
    case "population": return population(ask.question, (progress) => post({ id: ask.id, progress }));
    case "line": return line(ask.line);
  }
}

function formatted(text: string): Answers["format"] {
  try {
    return { text: format(text), findings: [] };
  } catch (error) {
    if (error instanceof CompileError) return { findings: error.diagnostics };
    throw error;
  }
}

self.onmessage = async ({ data }: MessageEvent<Ask | { engine: WebAssembly.Module | undefined }>) => {
  if ("engine" in data) return start(init(data.engine));
  try {
    await ready;
    post({ id: data.id, done: await answer(data) });
  } catch (error) {
    post({ id: data.id, failed: error instanceof Error ? error.message : String(error) });
  }
};

// The entry for node: the engine is there at import.

import { readFileSync } from "node:fs";
import { initSync } from "./engine.js";
import { open } from "./crossing.js";

export * from "./api.js";

open(initSync({ module: readFileSync(new URL("./engine_bg.wasm", import.meta.url)) }).memory);

export async function init() {}

// The entry for pages and bundlers: the engine is loaded by `init`.

import load from "./engine.js";
import { open } from "./crossing.js";

export * from "./api.js";

let loading;

export function init(source) {
  loading ??= load(source && { module_or_path: source }).then(
    ({ memory }) => open(memory),
    (error) => {
      // The next call tries again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

import { render } from "preact";
import { App } from "./App";
import { engine } from "./engine/client";
import { reference } from "./rules/vocabulary";

render(<App />, document.getElementById("app")!);

// For completion and help; nobody waits for it.
void engine.ask("reference", {}).then((known) => (reference.value = known));

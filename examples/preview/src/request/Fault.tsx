// What is wrong with a JSON text of the request, below its editor.

import type { JSX } from "preact";
import type { Part } from "../engine/data";
import { Said } from "../parts/Code";
import { faults } from "../state/look";

export function Fault({ part }: { part: Part }): JSX.Element | null {
  const fault = faults.value.find((one) => one.part === part);
  return fault ? <p class="fault" role="status">Line {fault.line}: <Said text={fault.message} /></p> : null;
}

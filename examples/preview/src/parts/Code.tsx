// Text with what stands in backticks as code.

import type { JSX } from "preact";

export function Said({ text }: { text: string }): JSX.Element {
  return <>{text.split("`").map((piece, at) => (at % 2 === 0 ? piece : <code key={at}>{piece}</code>))}</>;
}

// A bar between two panes, moved with the mouse or the arrow keys.

import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";

interface Props {
  label: string;
  /** `row`: panes lie above each other. */
  direction: "row" | "column";
  /** The share of the first pane, in percent. */
  share: Signal<number>;
}

const LEAST = 20;
const MOST = 80;

export function Splitter({ label, direction, share }: Props): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  const set = (value: number): void => {
    share.value = Math.min(MOST, Math.max(LEAST, value));
  };
  const drag = (event: PointerEvent): void => {
    if (!bar.current?.hasPointerCapture(event.pointerId)) return;
    const box = bar.current.parentElement!.getBoundingClientRect();
    set(direction === "row" ? ((event.clientY - box.top) / box.height) * 100 : ((event.clientX - box.left) / box.width) * 100);
  };
  const key = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = direction === "row" ? { ArrowUp: -4, ArrowDown: 4 } : { ArrowLeft: -4, ArrowRight: 4 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(share.value + step);
  };
  return (
    <div
      ref={bar}
      class={`splitter ${direction}`}
      role="separator"
      aria-label={label}
      aria-orientation={direction === "row" ? "horizontal" : "vertical"}
      aria-valuenow={Math.round(share.value)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onPointerDown={(event) => {
        event.preventDefault();
        bar.current?.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onKeyDown={key}
    />
  );
}

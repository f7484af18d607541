// The decision itself: action, why, what else is to be done.

import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { Decision, Reason, Tolerance } from "scimrules";
import { Badge } from "../parts/Badge";
import { Said } from "../parts/Code";
import { show } from "../request/parts";
import { revealLine } from "../rules/editor";
import { json } from "./values";
import { duration, eventWords, notice, sentence } from "./wording";

interface Props {
  decision: Decision;
  tolerance: Tolerance[];
  about: "account" | "group";
  /** What can be done with it. */
  children?: ComponentChildren;
}

export function Summary({ decision, tolerance, about, children }: Props): JSX.Element {
  const { because, errors = [], warnings = [], notify = [], then, again, match = [] } = decision;
  return (
    <div class="summary">
      <p class="verdict" role="status">
        <Badge action={decision.action} large />
        <span class="sentence">{sentence(decision, about)}</span>
      </p>
      {errors.length > 0 && <Reasons kind="error" reasons={errors} />}
      <dl class="facts">
        {because && (
          <Fact name="Because">
            <button type="button" class="rule-link" onClick={() => revealLine(because.line)}>
              <span class="line-number">{because.line}</span>
              <code>{because.rule}</code>
            </button>
          </Fact>
        )}
        {decision.event && <Fact name="Event"><code>{decision.event}</code> <span class="dim">{eventWords(decision.event)}</span></Fact>}
        {decision.status && <Fact name="Status after"><code>{decision.status}</code></Fact>}
        {then && <Fact name="Later"><Badge action={then.action} /> after {duration(then.after)}</Fact>}
        {again && <Fact name="Ask again"><time dateTime={again}>{again}</time></Fact>}
        {notify.map((one) => <Fact key={one.what} name="Notice">{notice(one.what, one.to)}</Fact>)}
        {match.length > 0 && (
          <Fact name="Found by">
            {match.map((one) => <div key={one.field}><code>{one.field}</code> <span class="value">{json(one.value)}</span></div>)}
          </Fact>
        )}
      </dl>
      {warnings.length > 0 && <Reasons kind="warning" reasons={warnings} />}
      {tolerance.length > 0 && (
        <section class="tolerated">
          <h3>Read tolerantly</h3>
          <ul>{tolerance.map((note) => <li key={note.attribute + note.tolerance}><code>{note.attribute}</code> {note.tolerance}</li>)}</ul>
        </section>
      )}
      {children}
      <Json decision={decision} />
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function Reasons({ kind, reasons }: { kind: "error" | "warning"; reasons: Reason[] }): JSX.Element {
  return (
    <ul class={`reasons ${kind}`}>
      {reasons.map((reason) => (
        <li key={reason.code + reason.message}>
          <Said text={reason.message} />
          {reason.line !== undefined && (
            <button type="button" class="place" onClick={() => revealLine(reason.line!)}>line {reason.line}</button>
          )}
          <span class="code-id">{reason.code}</span>
        </li>
      ))}
    </ul>
  );
}

function Json({ decision }: { decision: Decision }): JSX.Element {
  const [copied, setCopied] = useState(false);
  const text = show(decision);
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <details class="as-json" onToggle={() => setCopied(false)}>
      <summary>As the host gets it</summary>
      {/* Browsers have it on safe origins only. */}
      {navigator.clipboard && <button type="button" class="button" onClick={copy}>{copied ? "Copied" : "Copy"}</button>}
      <pre tabIndex={0}>{text}</pre>
    </details>
  );
}

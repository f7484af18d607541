// The user on the right, with the rest of a request behind tabs.

import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { openInput, useDrop } from "../parts/files";
import { Tabs } from "../parts/Tabs";
import { functions, request } from "../state/session";
import { AccountPart } from "./AccountPart";
import { Fault } from "./Fault";
import { pasteWhole, takeFile } from "./files";
import { JsonEditor } from "./JsonEditor";
import { RestPart } from "./RestPart";
import { UserSamples } from "./UserSamples";

type Part = "user" | "account" | "rest";
const chosen = signal<Part>("user");
export const showUser = (): void => void (chosen.value = "user");
export const showRest = (): void => void (chosen.value = "rest");

export function RequestPane(): JSX.Element {
  const { status, operation, groups, params, now } = request.value;
  const drop = useDrop((file) => void takeFile(file));
  const given = { delete: operation === "delete", groups: groups.trim() !== "", params: params.trim() !== "", clock: now.trim() !== "", functions: functions.value.trim() !== "" };
  const rest = Object.entries(given).filter(([, said]) => said).map(([name]) => name).join(", ");
  return (
    <section class={`pane request${drop.over ? " dropping" : ""}`} aria-label="Request" {...drop.events}>
      <header class="pane-head">
        <Tabs
          label="Parts of the request"
          name="request"
          chosen={chosen.value}
          choose={(id) => (chosen.value = id as Part)}
          tabs={[
            { id: "user", label: "User" },
            { id: "account", label: "Account", note: status === "" ? "none" : status },
            { id: "rest", label: "More", ...(rest ? { note: rest } : {}) },
          ]}
        />
        <div class="pane-tools">
          <UserSamples />
          <label class="button quiet">
            Open…
            <input class="hidden-input" type="file" accept=".json,application/json,application/scim+json" onChange={(event) => void openInput(event, takeFile)} />
          </label>
        </div>
      </header>
      <div class="pane-body" role="tabpanel" id="request-panel" aria-labelledby={`request-tab-${chosen.value}`}>
        {chosen.value === "user" && (
          <>
            <JsonEditor
              label="User, as JSON"
              part="user"
              hint="Paste a SCIM user here, drop a file, or choose a sample"
              instead={pasteWhole}
            />
            <Fault part="user" />
          </>
        )}
        {chosen.value === "account" && <AccountPart />}
        {chosen.value === "rest" && <RestPart />}
      </div>
      {drop.over && <div class="drop-note">Drop a user or a whole request</div>}
    </section>
  );
}

// Tabs as the ARIA practices describe them: arrows move, Home and End jump.

import type { ComponentChildren, JSX } from "preact";

export interface Tab {
  id: string;
  label: string;
  /** A short state behind the label. */
  note?: ComponentChildren;
}

interface Props {
  label: string;
  tabs: Tab[];
  chosen: string;
  choose: (id: string) => void;
  /** The id of the panel is this and the tab's id. */
  name: string;
}

export function Tabs({ label, tabs, chosen, choose, name }: Props): JSX.Element {
  const move = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const last = tabs.length - 1;
    const next: Record<string, number> = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last };
    const tab = tabs[next[event.key] ?? -1];
    if (!tab) return;
    event.preventDefault();
    choose(tab.id);
    document.getElementById(`${name}-tab-${tab.id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${name}-tab-${tab.id}`}
          aria-selected={tab.id === chosen}
          aria-controls={`${name}-panel`}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => choose(tab.id)}
        >
          {tab.label}
          {tab.note !== undefined && <span class="tab-note">{tab.note}</span>}
        </button>
      ))}
    </div>
  );
}

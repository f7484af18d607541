// Name, what the page does with data, theme.

import type { JSX } from "preact";
import { theme, type Theme } from "./parts/theme";

const THEMES: [Theme, string][] = [["system", "System"], ["light", "Light"], ["dark", "Dark"]];

export function Header(): JSX.Element {
  return (
    <header class="page-head">
      <h1><img src="./icon.svg" alt="" width="22" height="22" /> scimrules <span>preview</span></h1>
      <p class="promise">
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z" /></svg>
        Everything stays in this browser
      </p>
      <Keys />
      <fieldset class="themes">
        <legend class="visually-hidden">Colours</legend>
        {THEMES.map(([value, label]) => (
          <label key={value}>
            <input type="radio" name="theme" checked={theme.value === value} onChange={() => (theme.value = value)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
    </header>
  );
}

const KEYS: [string, string][] = [
  ["Ctrl+Space", "complete"],
  ["Shift+Alt+F", "format the rules"],
  ["Ctrl+S", "save them, to compare the population with"],
  ["F8", "next problem"],
  ["Ctrl+F", "search"],
  ["Ctrl+/", "comment"],
  ["Escape, Tab", "leave an editor"],
];

function Keys(): JSX.Element {
  return (
    <details class="keys">
      <summary>Keys</summary>
      <dl>{KEYS.map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
    </details>
  );
}

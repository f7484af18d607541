import { init, Rules } from "scimrules";
import * as lite from "scimrules/lite";

const text = "map { email = lower(userName) }";
const shown = [];
for (const api of [{ init, Rules }, lite]) {
  await api.init();
  shown.push(api.Rules.compile(text).decide({ userName: "Ada@example.com" }).record.email);
}
document.querySelector("output").textContent = shown.join(" ");

// The clause that the cursor is in.

import { computed } from "@preact/signals";
import { cursor } from "../rules/editor";
import { clauseAt } from "../rules/links";
import { explained, rulesBroken } from "../state/look";

export const active = computed(() => {
  const lines = explained.value?.lines;
  const { position, line, moved } = cursor.value;
  return lines && moved && !rulesBroken.value ? clauseAt(lines, position, line) : undefined;
});

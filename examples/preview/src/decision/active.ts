// The clause that the cursor is in.

import { computed } from "@preact/signals";
import { cursor } from "../rules/editor";
import { clauseAt } from "../rules/links";
import { outcome, stale } from "../state/look";

export const active = computed(() => {
  const lines = outcome.value?.explanation?.lines;
  const { position, line, moved } = cursor.value;
  return lines && moved && !stale.value ? clauseAt(lines, position, line) : undefined;
});

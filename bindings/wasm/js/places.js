// Findings and explanations as JavaScript has them: places count UTF-16 units, as strings do.

/** From offsets in UTF-8 to offsets in the string. */
export function offsets(text) {
  // In plain ASCII they are the same.
  if (!/[^\0-\x7f]/.test(text)) return (offset) => offset;
  const table = [];
  let index = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0);
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < bytes; byte++) table.push(index);
    index += letter.length;
  }
  table.push(index);
  return (offset) => table[Math.min(offset, table.length - 1)];
}

function place({ line, column, end_line, end_column, start, end }, at) {
  return { start: at(start), end: at(end), line, column, endLine: end_line, endColumn: end_column };
}

/** Findings about a text. */
export function diagnostics(found, text) {
  const at = offsets(text);
  return found.map(({ code, severity, message, line, column, labels, help, fix }) => {
    const finding = { code, severity, message, line, column };
    finding.labels = labels.map((label) => ({ ...place(label, at), text: label.text }));
    if (help !== undefined) finding.help = help;
    if (fix) finding.fix = { ...place(fix, at), text: fix.replacement };
    return finding;
  });
}

/** The spans of explained lines, in place. */
export function spans(lines, at) {
  for (const line of lines) {
    line.span = { start: at(line.span.start), end: at(line.span.end) };
    if (line.parts) spans(line.parts, at);
  }
}

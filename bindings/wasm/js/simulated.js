// What a simulation found, by action.

export function simulated(report) {
  const { actions, against, failures = [], ...rest } = report;
  const counts = {};
  const reasons = {};
  for (const row of actions) {
    counts[row.action] = row.count;
    reasons[row.action] = row.reasons;
  }
  const { differ = 0, kinds = [], users = [] } = against ?? {};
  return { counts, reasons, ...rest, failures, differ, kinds, differences: users };
}

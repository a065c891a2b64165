/** Who restarted what, and how it ended. */
export function HistoryTab() {
  return null;
}

/** Scenarios are found by title and by id: by every word that is typed, wherever it stands. */

/** Whether a scenario fits what is typed. */
export function fitsScenario(typed: string, title: string, id: string | undefined): boolean {
  const text = `${title} ${id ?? ''}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

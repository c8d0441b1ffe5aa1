/** Points as a bar: earned filled, undecided dotted, lost empty. */
import type { SubmissionResult } from '../../../src-shared/grading/results.ts';
import { type Markup, markup } from './markup.ts';
import { pointsText } from './words.ts';

const WIDTH = 1_000;

export function scoreBar({
  earned,
  possible,
  undecided,
}: Pick<SubmissionResult, 'earned' | 'possible' | 'undecided'>): Markup {
  const share = (points: number): number => (possible === 0 ? 0 : Math.round((points / possible) * WIDTH));
  const open = undecided > 0 ? `, ${pointsText(undecided)} undecided` : '';
  const label = `${pointsText(earned)} of ${pointsText(possible)} points${open}`;
  const [full, unsure] = [share(earned), share(undecided)];
  return markup`<svg class="bar" viewBox="0 0 ${WIDTH} 20" preserveAspectRatio="none" role="img" aria-label="${label}"><rect class="lost" width="${WIDTH}" height="20"/><rect class="earned" width="${full}" height="20"/>${unsure > 0 && markup`<rect class="open" x="${full}" width="${unsure}" height="20"/>`}</svg>`;
}

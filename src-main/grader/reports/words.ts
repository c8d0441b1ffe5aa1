/** Words and numbers as reports write them. */

/** Points as people read them, at most two decimals. */
export const pointsText = (points: number): string => String(Math.round(points * 100) / 100);

/** “1 point”, “2.5 points”. */
export const pointsWords = (points: number): string =>
  `${pointsText(points)} ${points === 1 ? 'point' : 'points'}`;

/** Reasons are written to stand after a check's name, too. */
export const sentence = (reason: string): string => {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?…”)]$/.test(text) ? text : `${text}.`;
};

/** Pages that show a report become slow of more. */
const MOST_TEXT = 20_000;

export const shorten = (text: string): string =>
  text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}\n… (shortened; results.json has the whole)`;

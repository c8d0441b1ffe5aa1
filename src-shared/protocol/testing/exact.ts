/** Decimals as whole numbers: the arithmetic that the protocol's is compared with. */

/** A decimal, perhaps signed, as how many times 10^-places it is; exact if it has at most so many places. */
export function scaled(decimal: string, places: number): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '', fraction = ''] = decimal.replace(/^[+-]/, '').split('.');
  const magnitude = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  return negative ? -magnitude : magnitude;
}

export const placesOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0;

/** -1, 0 or 1, for any number of digits. */
export function compareExactly(a: string, b: string): number {
  const places = Math.max(placesOf(a), placesOf(b));
  const difference = scaled(a, places) - scaled(b, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Numbers, times and lengths as the user's locale has them. */

const locale = (): string => globalThis.navigator?.language || 'en';

const counts = new Intl.NumberFormat(locale());
const rates = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 });

const short = new Intl.NumberFormat(locale(), { notation: 'compact', maximumFractionDigits: 1 });

/** For where there is no room: 1.2K. */
export const formatShort = (value: number): string =>
  value < 1_000 ? formatRate(value) : short.format(value);

export const formatCount = (value: number): string => counts.format(value);
export const formatRate = (value: number): string =>
  value >= 10 ? counts.format(Math.round(value)) : rates.format(value);

const clock = new Intl.DateTimeFormat(locale(), {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** Milliseconds since 1970 as the time of day, to the millisecond. */
export const formatTime = (ms: number): string => clock.format(ms);

const milliseconds = new Intl.NumberFormat(locale(), {
  style: 'unit',
  unit: 'millisecond',
  maximumFractionDigits: 1,
});
const seconds = new Intl.NumberFormat(locale(), { style: 'unit', unit: 'second', maximumFractionDigits: 1 });

/** How long something took. */
export const formatDuration = (ms: number): string =>
  ms < 1_000 ? milliseconds.format(ms) : seconds.format(ms / 1_000);

const metres = new Intl.NumberFormat(locale(), { style: 'unit', unit: 'meter', maximumFractionDigits: 0 });
const kilometres = new Intl.NumberFormat(locale(), {
  style: 'unit',
  unit: 'kilometer',
  maximumFractionDigits: 1,
});

export const formatDistance = (m: number): string =>
  m < 1_000 ? metres.format(m) : kilometres.format(m / 1_000);

const bytes = new Intl.NumberFormat(locale(), { style: 'unit', unit: 'byte', unitDisplay: 'long' });
const megabytes = new Intl.NumberFormat(locale(), {
  style: 'unit',
  unit: 'megabyte',
  maximumFractionDigits: 1,
});

export const formatBytes = (size: number): string =>
  size < 100_000 ? bytes.format(size) : megabytes.format(size / 1e6);

const minutes = new Intl.NumberFormat(locale(), { style: 'unit', unit: 'minute', maximumFractionDigits: 0 });
const hours = new Intl.NumberFormat(locale(), { style: 'unit', unit: 'hour', maximumFractionDigits: 0 });
const days = new Intl.NumberFormat(locale(), { style: 'unit', unit: 'day', maximumFractionDigits: 0 });
const wholeSeconds = new Intl.NumberFormat(locale(), {
  style: 'unit',
  unit: 'second',
  maximumFractionDigits: 0,
});

/** How long ago something was; a clock that is ahead makes it negative. Not a number: nothing can be said. */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  // What happened just now is not ahead of a clock that is read once a second.
  const s = ms < 0 && ms > -2_000 ? 0 : ms / 1_000;
  const far = Math.abs(s);
  if (far < 100) return wholeSeconds.format(Math.round(s));
  if (far < 6_000) return minutes.format(Math.round(s / 60));
  if (far < 172_800) return hours.format(Math.round(s / 3_600));
  return days.format(Math.round(s / 86_400));
}

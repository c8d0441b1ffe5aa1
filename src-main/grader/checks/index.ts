/** All checks that there are. A new one is one file beside this one and one row here. */
import type { Check } from '../check.ts';
import { floodAll } from './flood-all.ts';
import { floodOnce } from './flood-once.ts';
import { iamatEcho } from './iamat-echo.ts';
import { iamatEchoUtf8 } from './iamat-echo-utf8.ts';
import { iamatFields } from './iamat-fields.ts';
import { iamatOrigin } from './iamat-origin.ts';
import { iamatSkewPlain } from './iamat-skew-plain.ts';
import { iamatSkewSign } from './iamat-skew-sign.ts';
import { iamatSkewValue } from './iamat-skew-value.ts';
import { invalidCommand } from './invalid-command.ts';
import { invalidCopy } from './invalid-copy.ts';
import { invalidFields } from './invalid-fields.ts';
import { invalidLocation } from './invalid-location.ts';
import { invalidRange } from './invalid-range.ts';
import { invalidTime } from './invalid-time.ts';
import { jsonForm } from './json-form.ts';
import { jsonNewlines } from './json-newlines.ts';
import { lineBlank } from './line-blank.ts';
import { lineCrlf } from './line-crlf.ts';
import { lineLf } from './line-lf.ts';
import { lineWhitespace } from './line-whitespace.ts';
import { placesFailing } from './places-failing.ts';
import { placesLocation } from './places-location.ts';
import { placesNoneForInvalid } from './places-none-for-invalid.ts';
import { placesNothing } from './places-nothing.ts';
import { placesOnce } from './places-once.ts';
import { placesRadius } from './places-radius.ts';
import { placesRefused } from './places-refused.ts';
import { placesSlow } from './places-slow.ts';
import { whatsatBound } from './whatsat-bound.ts';
import { whatsatBoundBad } from './whatsat-bound-bad.ts';
import { whatsatBoundLimit } from './whatsat-bound-limit.ts';
import { whatsatFirstLine } from './whatsat-first-line.ts';
import { whatsatFraction } from './whatsat-fraction.ts';
import { whatsatOrigin } from './whatsat-origin.ts';
import { whatsatRadiusBad } from './whatsat-radius-bad.ts';
import { whatsatRadiusLimit } from './whatsat-radius-limit.ts';
import { whatsatUnknown } from './whatsat-unknown.ts';
import { whatsatZero } from './whatsat-zero.ts';

export const CHECKS: readonly Check[] = [
  iamatEchoUtf8,
  iamatEcho,
  iamatFields,
  iamatOrigin,
  iamatSkewPlain,
  iamatSkewSign,
  iamatSkewValue,
  lineBlank,
  lineCrlf,
  lineLf,
  lineWhitespace,
  invalidCommand,
  invalidCopy,
  invalidFields,
  invalidLocation,
  invalidRange,
  invalidTime,
  whatsatBoundBad,
  whatsatBoundLimit,
  whatsatBound,
  whatsatFirstLine,
  whatsatFraction,
  whatsatOrigin,
  whatsatRadiusBad,
  whatsatRadiusLimit,
  whatsatUnknown,
  whatsatZero,
  jsonForm,
  jsonNewlines,
  placesFailing,
  placesLocation,
  placesNoneForInvalid,
  placesNothing,
  placesOnce,
  placesRadius,
  placesRefused,
  placesSlow,
  floodAll,
  floodOnce,
];

export const findCheck = (id: string): Check | undefined => CHECKS.find((check) => check.id === id);

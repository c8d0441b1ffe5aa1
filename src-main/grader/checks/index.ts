/** All checks that there are. A new one is one file beside this one and one row here. */
import type { Check } from '../check.ts';
import { concClients } from './conc-clients.ts';
import { concIdle } from './conc-idle.ts';
import { concSlowReader } from './conc-slow-reader.ts';
import { downMidway } from './down-midway.ts';
import { downPairs } from './down-pairs.ts';
import { downSingle } from './down-single.ts';
import { floodAll } from './flood-all.ts';
import { floodLinks } from './flood-links.ts';
import { floodMany } from './flood-many.ts';
import { floodNewest } from './flood-newest.ts';
import { floodOnce } from './flood-once.ts';
import { floodStorm } from './flood-storm.ts';
import { framingHalfClose } from './framing-half-close.ts';
import { framingJoined } from './framing-joined.ts';
import { framingKeepOpen } from './framing-keep-open.ts';
import { framingNoLf } from './framing-no-lf.ts';
import { framingOrder } from './framing-order.ts';
import { framingSeveral } from './framing-several.ts';
import { framingSplit } from './framing-split.ts';
import { hostileGarbage } from './hostile-garbage.ts';
import { hostileLongLine } from './hostile-long-line.ts';
import { hostileReset } from './hostile-reset.ts';
import { iamatEcho } from './iamat-echo.ts';
import { iamatEchoUtf8 } from './iamat-echo-utf8.ts';
import { iamatFields } from './iamat-fields.ts';
import { iamatOrigin } from './iamat-origin.ts';
import { iamatRepeated } from './iamat-repeated.ts';
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
import { logConnections } from './log-connections.ts';
import { logLines } from './log-lines.ts';
import { logPeers } from './log-peers.ts';
import { placesFailing } from './places-failing.ts';
import { placesLocation } from './places-location.ts';
import { placesNoneForInvalid } from './places-none-for-invalid.ts';
import { placesNothing } from './places-nothing.ts';
import { placesOnce } from './places-once.ts';
import { placesRadius } from './places-radius.ts';
import { placesRefused } from './places-refused.ts';
import { placesSlow } from './places-slow.ts';
import { restartCatchesUp } from './restart-catches-up.ts';
import { restartHears } from './restart-hears.ts';
import { restartTells } from './restart-tells.ts';
import { startAll } from './start-all.ts';
import { startAnyOrder } from './start-any-order.ts';
import { stopClean } from './stop-clean.ts';
import { stopTerm } from './stop-term.ts';
import { timeEqual } from './time-equal.ts';
import { timeFar } from './time-far.ts';
import { timeInteger } from './time-integer.ts';
import { timeNanosecond } from './time-nanosecond.ts';
import { timeStale } from './time-stale.ts';
import { timeText } from './time-text.ts';
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
  startAll,
  startAnyOrder,
  iamatEchoUtf8,
  iamatEcho,
  iamatFields,
  iamatOrigin,
  iamatRepeated,
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
  timeEqual,
  timeFar,
  timeInteger,
  timeNanosecond,
  timeStale,
  timeText,
  floodAll,
  floodLinks,
  floodMany,
  floodNewest,
  floodOnce,
  floodStorm,
  downMidway,
  downPairs,
  downSingle,
  restartCatchesUp,
  restartHears,
  restartTells,
  framingHalfClose,
  framingJoined,
  framingKeepOpen,
  framingNoLf,
  framingOrder,
  framingSeveral,
  framingSplit,
  concClients,
  concIdle,
  concSlowReader,
  hostileGarbage,
  hostileLongLine,
  hostileReset,
  logConnections,
  logLines,
  logPeers,
  stopClean,
  stopTerm,
];

export const findCheck = (id: string): Check | undefined => CHECKS.find((check) => check.id === id);

/** The wire protocol's public face. Servers' hot paths import line-scan and byte-writer beside it. */

export { ByteWriter } from './byte-writer.ts';
export { decodeText, encodeText } from './bytes.ts';
export { PROTOCOL_LIMITS } from './limits.ts';
export { LineSplitter, type LineTaker } from './line-splitter.ts';
export { type Coordinates, formatLocation, parseLocation } from './location.ts';
export {
  type Ask,
  type Message,
  type ParsedLine,
  parseLine,
  type Report,
  type Update,
  updateOf,
  writeLine,
} from './message.ts';
export { compareTimestamps, formatTimestamp, type Moment, timestampNanoseconds } from './timestamp.ts';

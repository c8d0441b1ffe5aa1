/** The protocol's own bounds. */
export const PROTOCOL_LIMITS = {
  /** Bytes of a line without its LF; a longer one is answered with `? ` and its first bytes, the rest is dropped. */
  lineBytes: 8 * 1024,
  /** Bytes of an over-long line that are echoed. */
  overlongEchoBytes: 64,
  /** Kilometres of a WHATSAT's radius. */
  radiusKm: 50,
  /** Places of a WHATSAT's bound. */
  bound: 20,
  latitude: 90,
  longitude: 180,
  /** Bytes that a server's name adds at the most when it passes an AT line on (see topology's SERVER_NAME), with its space. */
  senderBytes: 65,
} as const;

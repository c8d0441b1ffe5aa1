/** Faults in what is answered to IAMAT, and to lines that are invalid. */
import type { WrongHerd } from '../herd-source.ts';

const BASE = { base: 'line-loop' };

export const WRONG_REPLIES: readonly WrongHerd[] = [
  {
    ...BASE,
    id: 'skew-without-plus',
    // Its servers take AT lines with a sign alone, so they refuse each other's: that its floods fail too is right.
    edits: [{ find: '{skew:+.9f}', replace: '{skew:.9f}' }],
    fault: 'The difference has no + when it is positive',
    caughtBy: 'iamat.skew-sign',
  },
  {
    ...BASE,
    id: 'skew-always-plus',
    edits: [{ find: "f'{skew:+.9f}'", replace: "f'+{skew:.9f}'" }],
    fault: 'A negative difference is written +-3.2',
    caughtBy: 'iamat.skew-sign',
  },
  {
    ...BASE,
    id: 'skew-swapped',
    edits: [{ find: 'skew = now - parse_time(stamp)', replace: 'skew = parse_time(stamp) - now' }],
    fault: 'The difference is the client’s time minus the server’s',
    caughtBy: 'iamat.skew-sign',
  },
  {
    ...BASE,
    id: 'skew-absolute',
    edits: [{ find: 'skew = now - parse_time(stamp)', replace: 'skew = abs(now - parse_time(stamp))' }],
    fault: 'The difference is never negative, though the client’s clock is ahead',
    caughtBy: 'iamat.skew-sign',
  },
  {
    ...BASE,
    id: 'skew-whole-seconds',
    edits: [{ find: 'now = Decimal(time.time_ns()) / 10**9', replace: 'now = Decimal(int(time.time()))' }],
    fault: 'The server’s time is taken in whole seconds',
    caughtBy: 'iamat.skew-value',
  },
  {
    ...BASE,
    id: 'skew-exponent',
    edits: [{ find: "f'{skew:+.9f}'", replace: "f'{float(skew):+g}'" }],
    fault: 'The difference is written with an exponent when it is large or small',
    caughtBy: 'iamat.skew-plain',
  },
  {
    ...BASE,
    id: 'echo-location-reformatted',
    edits: [
      {
        find: "record = ['AT', self.name, f'{skew:+.9f}', client, location, stamp]",
        replace:
          "location = '%+f%+f' % tuple(map(float, parse_location(location)))\n" +
          "        record = ['AT', self.name, f'{skew:+.9f}', client, location, stamp]",
      },
    ],
    fault: 'The location is made anew from numbers instead of copied',
    caughtBy: 'iamat.echo',
  },
  {
    ...BASE,
    id: 'echo-time-as-float',
    edits: [
      {
        find: "f'{skew:+.9f}', client, location, stamp]",
        replace: "f'{skew:+.9f}', client, location, str(float(stamp))]",
      },
    ],
    fault: 'The time stamp is turned into a double and back',
    caughtBy: 'iamat.echo',
  },
  {
    ...BASE,
    id: 'echo-id-lower-case',
    edits: [
      {
        find: "f'{skew:+.9f}', client, location, stamp]",
        replace: "f'{skew:+.9f}', client.lower(), location, stamp]",
      },
    ],
    fault: 'The client’s name comes back in lower case',
    caughtBy: 'iamat.echo',
  },
  {
    ...BASE,
    id: 'ascii-only',
    edits: [
      {
        find: "field.decode('utf-8', 'surrogateescape') for field",
        replace: "field.decode('ascii', 'replace') for field",
      },
    ],
    fault: 'A client’s name that isn’t ASCII comes back with question marks',
    caughtBy: 'iamat.echo-utf8',
  },
  {
    ...BASE,
    id: 'wrong-server-name',
    edits: [
      {
        find: "record = ['AT', self.name, f'{skew:+.9f}'",
        replace: "record = ['AT', self.name.upper(), f'{skew:+.9f}'",
      },
    ],
    fault: 'The server calls itself by another name',
    caughtBy: 'iamat.origin',
  },
  {
    ...BASE,
    id: 'greeting',
    edits: [
      {
        find: "logging.info('new connection from %s', peer)\n",
        replace:
          "logging.info('new connection from %s', peer)\n        writer.write(b'Welcome to the herd\\n')\n",
      },
    ],
    fault: 'Greets each client before it has said anything',
    caughtBy: 'iamat.fields',
  },
  {
    ...BASE,
    id: 'extra-blank-line',
    edits: [
      {
        find: "            self.flood(record, [])\n        return ' '.join(record) + '\\n'",
        replace: "            self.flood(record, [])\n        return ' '.join(record) + '\\n\\n'",
      },
    ],
    fault: 'A blank line follows the answer to IAMAT',
    caughtBy: 'iamat.fields',
  },
  {
    ...BASE,
    id: 'error-without-space',
    edits: [{ find: "return b'? ' + line", replace: "return b'?' + line" }],
    fault: 'No space after the question mark',
    caughtBy: 'invalid.copy',
  },
  ...['IAMAT', 'WHATSAT'].map((command) => ({
    ...BASE,
    id: `error-without-space-to-${command.toLowerCase()}`,
    edits: [
      {
        find: "            return b'? ' + line + b'\\n'",
        replace: `            return (b'?' if fields[0] == '${command}' else b'? ') + line + b'\\n'`,
      },
    ],
    fault: `No space after the question mark where an ${command} is refused`,
    caughtBy: 'invalid.copy',
  })),
  {
    ...BASE,
    id: 'error-without-copy',
    edits: [{ find: "return b'? ' + line + b'\\n'", replace: "return b'?\\n'" }],
    fault: 'A question mark alone, without the invalid line',
    caughtBy: 'invalid.command',
  },
  {
    ...BASE,
    id: 'refuses-and-answers',
    edits: [
      {
        find: "            return b'? ' + line + b'\\n'",
        replace:
          "            more = fields[0] == 'WHATSAT' and self.records.get(fields[1])\n            return b'? ' + line + b'\\n' + ((' '.join(more) + '\\n').encode() if more else b'')",
      },
    ],
    fault: 'A question beyond the bounds is refused, and answered all the same',
    caughtBy: 'whatsat.radius-limit',
  },
  {
    ...BASE,
    id: 'refuses-everything',
    edits: [
      { find: "            if fields[0] == 'IAMAT' and", replace: "            if fields[0] == 'NONE' and" },
    ],
    fault: 'Every report is taken for an invalid line',
    caughtBy: 'invalid.time',
  },
  {
    ...BASE,
    id: 'error-stripped',
    edits: [{ find: "return b'? ' + line + b'\\n'", replace: "return b'? ' + line.strip() + b'\\n'" }],
    fault: 'The invalid line is copied without the white space around it',
    caughtBy: 'invalid.copy',
  },
  {
    ...BASE,
    id: 'error-squeezed',
    edits: [
      { find: "return b'? ' + line + b'\\n'", replace: "return b'? ' + b' '.join(line.split()) + b'\\n'" },
    ],
    fault: 'The invalid line is copied with each run of white space made one blank',
    caughtBy: 'invalid.copy',
  },
  {
    ...BASE,
    id: 'error-then-closed',
    edits: [
      {
        find: '                    await writer.drain()\n        except',
        replace:
          "                    await writer.drain()\n                    if reply.startswith(b'?'):\n                        break\n        except",
      },
    ],
    fault: 'Closes the connection after an invalid line',
    caughtBy: 'framing.several',
  },
  {
    ...BASE,
    id: 'one-blank-only',
    edits: [{ find: 'for field in line.split()]', replace: "for field in line.split(b' ')]" }],
    fault: 'Fields may be parted by one blank only',
    caughtBy: 'line.whitespace',
  },
  {
    ...BASE,
    id: 'carriage-return-kept',
    edits: [{ find: "line = line.rstrip(b'\\r\\n')", replace: "line = line.rstrip(b'\\n')" }],
    fault: 'After CR LF the copy of an invalid line ends in CR',
    caughtBy: 'line.crlf',
  },
  {
    ...BASE,
    id: 'blank-line-kills-connection',
    edits: [
      {
        find: "        if not fields:\n            return b''\n        try:\n            if fields[0]",
        replace:
          "        if not fields:\n            raise OSError('blank')\n        try:\n            if fields[0]",
      },
    ],
    fault: 'A blank line ends the connection',
    caughtBy: 'line.blank',
  },
  {
    ...BASE,
    id: 'blank-line-answered',
    edits: [
      {
        find: "        if not fields:\n            return b''\n",
        replace: "        if not fields:\n            return b'? \\n'\n",
      },
    ],
    fault: 'A blank line is answered',
    caughtBy: 'line.blank',
  },
  {
    ...BASE,
    id: 'lower-case-commands',
    edits: [{ find: "if fields[0] == 'IAMAT' and", replace: "if fields[0].upper() == 'IAMAT' and" }],
    fault: 'iamat is taken for IAMAT',
    caughtBy: 'invalid.command',
  },
  {
    ...BASE,
    id: 'extra-field-accepted',
    edits: [
      { find: "'IAMAT' and len(fields) == 4", replace: "'IAMAT' and len(fields) >= 4" },
      { find: 'reply = self.iamat(*fields[1:])', replace: 'reply = self.iamat(*fields[1:4])' },
    ],
    fault: 'An IAMAT with a field too many is accepted',
    caughtBy: 'invalid.fields',
  },
  {
    ...BASE,
    id: 'missing-field-silent',
    edits: [
      {
        find: "            else:\n                raise Invalid('command')",
        replace:
          "            elif fields[0] == 'IAMAT':\n                return b''\n            else:\n                raise Invalid('command')",
      },
    ],
    fault: 'An IAMAT with the wrong number of fields gets no answer at all',
    caughtBy: 'invalid.fields',
  },
  {
    ...BASE,
    id: 'nan-accepted',
    edits: [
      {
        find: "    if not NUMBER.fullmatch(text):\n        raise Invalid('time stamp')\n    return Decimal(text)",
        replace:
          "    if text.lower() in ('nan', 'inf', 'infinity'):\n        return Decimal(0)\n    if not NUMBER.fullmatch(text):\n        raise Invalid('time stamp')\n    return Decimal(text)",
      },
    ],
    fault: 'nan and inf are taken for time stamps',
    caughtBy: 'invalid.time',
  },
  {
    ...BASE,
    id: 'negative-time-accepted',
    edits: [
      {
        find: "    if not NUMBER.fullmatch(text):\n        raise Invalid('time stamp')",
        replace: "    if not NUMBER.fullmatch(text.removeprefix('-')):\n        raise Invalid('time stamp')",
      },
    ],
    fault: 'A negative time stamp is accepted',
    caughtBy: 'invalid.time',
  },
  {
    ...BASE,
    id: 'time-exponent-accepted',
    edits: [
      {
        find: "    if not NUMBER.fullmatch(text):\n        raise Invalid('time stamp')",
        replace:
          "    if not re.fullmatch(r'[0-9]+(?:\\.[0-9]+)?(?:e[0-9]+)?', text):\n        raise Invalid('time stamp')",
      },
    ],
    fault: '1e9 is taken for a time stamp',
    caughtBy: 'invalid.time',
  },
  {
    ...BASE,
    id: 'location-exponent-accepted',
    edits: [
      {
        find: "r'([+-][0-9]+(?:\\.[0-9]+)?)([+-][0-9]+(?:\\.[0-9]+)?)'",
        replace: "r'([+-][0-9]+(?:\\.[0-9]+)?(?:e[0-9]+)?)([+-][0-9]+(?:\\.[0-9]+)?(?:e[0-9]+)?)'",
      },
    ],
    fault: '+3e1-118 is taken for a location',
    caughtBy: 'invalid.location',
  },
  {
    ...BASE,
    id: 'location-without-sign',
    edits: [
      {
        find: "r'([+-][0-9]+(?:\\.[0-9]+)?)([+-]",
        replace: "r'([+-]?[0-9]+(?:\\.[0-9]+)?)([+-]",
      },
    ],
    fault: 'A latitude without sign is accepted',
    caughtBy: 'invalid.location',
  },
  {
    ...BASE,
    id: 'location-needs-fraction',
    edits: [
      {
        find: "r'([+-][0-9]+(?:\\.[0-9]+)?)([+-][0-9]+(?:\\.[0-9]+)?)'",
        replace: "r'([+-][0-9]+\\.[0-9]+)([+-][0-9]+\\.[0-9]+)'",
      },
    ],
    fault: 'Whole degrees are refused',
    caughtBy: 'iamat.echo',
  },
  {
    ...BASE,
    id: 'range-ignored',
    edits: [
      {
        find: 'if abs(latitude) > 90 or abs(longitude) > 180:',
        replace: 'if abs(latitude) > 900 or abs(longitude) > 1800:',
      },
    ],
    fault: 'A latitude of more than 90 degrees is accepted',
    caughtBy: 'invalid.range',
  },
  {
    ...BASE,
    id: 'longitude-as-latitude',
    edits: [{ find: 'abs(longitude) > 180', replace: 'abs(longitude) > 90' }],
    fault: 'Longitudes beyond 90 degrees are refused',
    caughtBy: 'invalid.range',
  },
];

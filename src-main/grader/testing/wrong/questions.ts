/** Faults in what is answered to WHATSAT, and in how Places is asked. */
import type { WrongHerd } from '../herd-source.ts';

const BASE = { base: 'line-loop' };

export const WRONG_QUESTIONS: readonly WrongHerd[] = [
  {
    ...BASE,
    id: 'radius-unlimited',
    edits: [{ find: 'Decimal(radius) > 50', replace: 'Decimal(radius) > 50000' }],
    fault: 'A radius of more than 50 km is accepted',
    caughtBy: 'whatsat.radius-limit',
  },
  {
    ...BASE,
    id: 'radius-50-refused',
    edits: [{ find: 'Decimal(radius) > 50', replace: 'Decimal(radius) >= 50' }],
    fault: 'A radius of exactly 50 km is refused',
    caughtBy: 'whatsat.radius-limit',
  },
  {
    ...BASE,
    id: 'radius-cut-to-int',
    edits: [{ find: 'Decimal(radius) > 50', replace: 'int(Decimal(radius)) > 50' }],
    fault: 'The radius is made whole before it is compared, so that 50.9 km is accepted',
    caughtBy: 'whatsat.radius-limit',
  },
  {
    ...BASE,
    id: 'negative-radius-accepted',
    edits: [
      { find: 'if not NUMBER.fullmatch(radius)', replace: "if not NUMBER.fullmatch(radius.lstrip('-'))" },
    ],
    fault: 'A negative radius is accepted',
    caughtBy: 'whatsat.radius-bad',
  },
  {
    ...BASE,
    id: 'radius-word-kills-connection',
    edits: [
      { find: 'if not NUMBER.fullmatch(radius) or Decimal(radius) > 50:', replace: 'if float(radius) > 50:' },
    ],
    fault: 'A radius that is no number ends the connection by an exception',
    caughtBy: 'whatsat.radius-bad',
  },
  {
    ...BASE,
    id: 'bound-unlimited',
    edits: [{ find: ' or int(bound) > 20', replace: '' }],
    fault: 'A bound of more than 20 is accepted',
    caughtBy: 'whatsat.bound-limit',
  },
  {
    ...BASE,
    id: 'bound-20-refused',
    edits: [{ find: 'int(bound) > 20', replace: 'int(bound) > 19' }],
    fault: 'A bound of exactly 20 is refused',
    caughtBy: 'whatsat.bound-limit',
  },
  {
    ...BASE,
    id: 'bound-fraction-accepted',
    edits: [
      {
        find: 'if not WHOLE.fullmatch(bound) or int(bound) > 20:',
        replace: 'if not NUMBER.fullmatch(bound) or float(bound) > 20:',
      },
      { find: '[:int(bound)]', replace: '[:int(float(bound))]' },
    ],
    fault: 'A bound with a fraction is accepted',
    caughtBy: 'whatsat.bound-bad',
  },
  {
    ...BASE,
    id: 'bound-ignored',
    edits: [{ find: "        places['results'] = places['results'][:int(bound)]\n", replace: '' }],
    fault: 'All places are answered, whatever the bound',
    caughtBy: 'whatsat.bound',
  },
  {
    ...BASE,
    id: 'bound-off-by-one',
    edits: [{ find: '[:int(bound)]', replace: '[:int(bound) + 1]' }],
    fault: 'One place more than the bound is answered',
    caughtBy: 'whatsat.bound',
  },
  {
    ...BASE,
    id: 'unknown-client-answered',
    edits: [
      {
        find: "            raise Invalid('client')\n",
        replace: "            return '\\n'\n",
      },
    ],
    fault: 'WHATSAT of a client that nobody has heard of gets a blank line',
    caughtBy: 'whatsat.unknown',
  },
  {
    ...BASE,
    id: 'first-line-skew-anew',
    edits: [
      {
        find: '        record = self.records[client]\n        latitude',
        replace:
          "        record = list(self.records[client])\n        record[2] = f'{Decimal(time.time_ns()) / 10**9 - Decimal(record[5]):+.9f}'\n        latitude",
      },
    ],
    fault: 'WHATSAT’s first line has a difference computed anew',
    caughtBy: 'whatsat.first-line',
  },
  {
    ...BASE,
    id: 'first-line-own-name',
    edits: [
      {
        find: '        record = self.records[client]\n        latitude',
        replace:
          '        record = list(self.records[client])\n        record[1] = self.name\n        latitude',
      },
    ],
    fault: 'WHATSAT’s first line names the server that was asked, not the one that heard the client',
    caughtBy: 'whatsat.origin',
  },
  {
    ...BASE,
    id: 'first-line-missing',
    edits: [{ find: "return ' '.join(record) + '\\n' + text", replace: 'return text' }],
    fault: 'WHATSAT is answered with the JSON alone',
    caughtBy: 'whatsat.first-line',
  },
  {
    ...BASE,
    id: 'json-one-newline',
    edits: [{ find: "+ text + '\\n\\n'", replace: "+ text + '\\n'" }],
    fault: 'One newline after the JSON instead of two',
    caughtBy: 'json.newlines',
  },
  {
    ...BASE,
    id: 'json-three-newlines',
    edits: [{ find: "+ text + '\\n\\n'", replace: "+ text + '\\n\\n\\n'" }],
    fault: 'Three newlines after the JSON instead of two',
    caughtBy: 'json.newlines',
  },
  {
    base: 'kept-links',
    id: 'json-blank-lines-kept',
    edits: [
      {
        find: "body = re.sub(rb'(\\r?\\n)+', b'\\n', body).strip(b'\\n')",
        replace: "body = body.strip(b'\\n')",
      },
    ],
    fault: 'Blank lines within the JSON are not removed',
    caughtBy: 'json.newlines',
  },
  {
    ...BASE,
    id: 'json-as-python',
    edits: [{ find: 'text = json.dumps(places, indent=3)', replace: 'text = str(places)' }],
    fault: 'Python’s own notation instead of JSON',
    caughtBy: 'json.form',
  },
  {
    ...BASE,
    id: 'json-results-only',
    edits: [{ find: 'json.dumps(places, indent=3)', replace: "json.dumps(places['results'], indent=3)" }],
    fault: 'Only the list of results is answered, not Google’s whole object',
    caughtBy: 'json.form',
  },
  {
    ...BASE,
    id: 'metres-for-kilometres',
    edits: [{ find: 'metres = float(radius) * 1000', replace: 'metres = float(radius)' }],
    fault: 'Kilometres are given to Places as if they were metres',
    caughtBy: 'places.radius',
  },
  {
    ...BASE,
    id: 'radius-whole-kilometres',
    edits: [{ find: 'metres = float(radius) * 1000', replace: 'metres = int(float(radius)) * 1000' }],
    fault: 'Fractions of a kilometre are cut off before Places is asked',
    caughtBy: 'places.radius',
  },
  {
    ...BASE,
    id: 'coordinates-swapped',
    edits: [
      {
        find: 'latitude, longitude = parse_location(record[4])\n        metres',
        replace: 'longitude, latitude = parse_location(record[4])\n        metres',
      },
    ],
    fault: 'Places is asked for longitude, latitude',
    caughtBy: 'places.location',
  },
  {
    ...BASE,
    id: 'first-location-for-ever',
    edits: [
      {
        find: 'latitude, longitude = parse_location(record[4])\n        metres',
        replace:
          "self.first = getattr(self, 'first', {})\n        latitude, longitude = parse_location(self.first.setdefault(client, record[4]))\n        metres",
      },
    ],
    fault: 'Places is asked about where the client was when it was asked about first',
    caughtBy: 'places.location',
  },
  {
    ...BASE,
    id: 'places-asked-twice',
    edits: [
      {
        find: 'places = await self.nearby(latitude, longitude, metres)',
        replace:
          'await self.nearby(latitude, longitude, metres)\n        places = await self.nearby(latitude, longitude, metres)',
      },
    ],
    fault: 'Places is asked twice for one question',
    caughtBy: 'places.once',
  },
  {
    ...BASE,
    id: 'places-before-bounds',
    edits: [
      {
        find: '        if not NUMBER.fullmatch(radius) or Decimal(radius) > 50:',
        replace:
          '        if client in self.records:\n            metres = float(radius) * 1000 if NUMBER.fullmatch(radius) else 1000.0\n            places = await self.nearby(*parse_location(self.records[client][4]), metres)\n        if not NUMBER.fullmatch(radius) or Decimal(radius) > 50:',
      },
      { find: '        places = await self.nearby(latitude, longitude, metres)\n', replace: '' },
    ],
    fault: 'Places is asked before the bounds are checked',
    caughtBy: 'places.none-for-invalid',
  },
  {
    ...BASE,
    id: 'places-blocks-everything',
    edits: [
      {
        find: '        context = ssl.create_default_context()\n        reader, writer = await asyncio.open_connection(HOST, 443, ssl=context)',
        replace:
          "        import urllib.request\n        return json.load(urllib.request.urlopen(f'https://{HOST}{path}'))\n        reader, writer = await asyncio.open_connection(HOST, 443, ssl=context)",
      },
    ],
    fault: 'The whole server waits while Places is asked',
    caughtBy: 'places.slow',
  },
  {
    base: 'threads',
    id: 'places-failure-drops',
    edits: [
      {
        find: "        note('ERROR places: %r' % problem)\n",
        replace: "        note('ERROR places: %r' % problem)\n        import os\n        os._exit(1)\n",
      },
    ],
    fault: 'The server dies when Places fails',
    caughtBy: 'places.failing',
  },
  {
    ...BASE,
    id: 'places-cached-for-ever',
    edits: [
      {
        find: 'places = await self.nearby(latitude, longitude, metres)',
        replace:
          "self.cache = getattr(self, 'cache', None) or await self.nearby(latitude, longitude, metres)\n        places = dict(self.cache)",
      },
    ],
    fault: 'The first answer of Places is given to every question',
    caughtBy: 'places.location',
  },
];

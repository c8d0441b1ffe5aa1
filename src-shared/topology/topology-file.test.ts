import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HerdError } from '../errors.ts';
import { PRESETS } from './presets.ts';
import { linkId, type ServerSpec, type Topology } from './topology.ts';
import { parseTopology, TOPOLOGY_LIMITS, writeTopology } from './topology-file.ts';

/** The error that a text is refused with; fails when it is taken. */
function refusalOf(text: string): { where: string; problem: string; meant: string | undefined } {
  try {
    parseTopology(text, 'herd.yaml');
  } catch (thrown) {
    if (thrown instanceof HerdError && thrown.code === 'TOPOLOGY_INVALID') {
      const { where, problem, meant } = (thrown as HerdError<'TOPOLOGY_INVALID'>).details;
      return { where, problem, meant };
    }
    throw thrown;
  }
  throw new Error('it was taken');
}

describe('a topology file', () => {
  it('is read in all its forms', () => {
    const text = `
title: A mixed herd
cwd: python
env: { MODE: plain, LEVEL: 007 }
servers:
  - Alford
  - { name: Ball, host: "::1", port: 12001 }
  - name: Welsh
    command: python3 server.py {name}
  - name: Holiday
    command:
      template: java Server {port}
      cwd: java
      env: { MODE: fast }
links:
  - Ball-Alford
  - [Ball, Welsh]
  - Welsh - Holiday
`;
    expect(parseTopology(text, 'mixed.yaml')).toEqual({
      id: 'mixed.yaml',
      title: 'A mixed herd',
      servers: [
        { name: 'Alford' },
        { name: 'Ball', host: '::1', port: 12001 },
        {
          name: 'Welsh',
          command: {
            template: 'python3 server.py {name}',
            cwd: 'python',
            env: { MODE: 'plain', LEVEL: '007' },
          },
        },
        {
          name: 'Holiday',
          command: { template: 'java Server {port}', cwd: 'java', env: { MODE: 'fast', LEVEL: '007' } },
        },
      ],
      links: [
        { a: 'Alford', b: 'Ball' },
        { a: 'Ball', b: 'Welsh' },
        { a: 'Welsh', b: 'Holiday' },
      ],
    });
  });

  it('gives every server the command at the top, except where it says null', () => {
    const { servers, title } = parseTopology(
      'command: python3 server.py {name}\nservers: [A, { name: B, command: null }]\n',
      'x.yaml',
    );
    expect(servers).toEqual([
      { name: 'A', command: { template: 'python3 server.py {name}' } },
      { name: 'B' },
    ]);
    expect(title).toBe('x.yaml');
  });

  it('makes a server our own again where it says process: own', () => {
    const text = 'command: python3 server.py\nservers: [A, { name: B, process: own }]\n';
    expect(parseTopology(text, 'x').servers).toEqual([
      { name: 'A', command: { template: 'python3 server.py' } },
      { name: 'B', process: 'own' },
    ]);
  });

  it('takes cwd and env beside a command, the nearest first', () => {
    const commandsOf = (text: string) => parseTopology(text, 'x').servers.map(({ command }) => command);
    expect(
      commandsOf(`
cwd: top
env: { A: top, B: top }
servers:
  - { name: Text, command: run it, cwd: beside, env: { B: beside } }
  - { name: Mapping, command: { template: run it, cwd: inside, env: { B: inside } }, cwd: beside, env: { A: beside } }
`),
    ).toEqual([
      { template: 'run it', cwd: 'beside', env: { A: 'top', B: 'beside' } },
      { template: 'run it', cwd: 'inside', env: { A: 'beside', B: 'inside' } },
    ]);
    expect(
      commandsOf(`
command: { template: run it, cwd: all, env: { A: all } }
servers: [{ name: One, cwd: own, env: { B: own } }, Other]
`),
    ).toEqual([
      { template: 'run it', cwd: 'own', env: { A: 'all', B: 'own' } },
      { template: 'run it', cwd: 'all', env: { A: 'all' } },
    ]);
  });

  it('may be JSON', () => {
    const json = '{\n\t"servers": ["A", {"name": "B", "port": 9}],\n\t"links": [["A", "B"]]\n}';
    expect(parseTopology(json, 'x.json').links).toEqual([{ a: 'A', b: 'B' }]);
  });

  it('may name a thing once and use it again', () => {
    const { servers } = parseTopology(
      'servers:\n  - name: A\n    command: &python python3 s.py\n  - name: B\n    command: *python\n',
      'x',
    );
    expect(servers[1]?.command).toEqual({ template: 'python3 s.py' });
  });

  it.each(PRESETS.map(({ topology }) => [topology.id, topology] as const))(
    'holds the preset %s',
    (id, preset) => {
      expect(parseTopology(writeTopology(preset), id)).toEqual(preset);
    },
  );
});

describe('a mistake in a topology file names its line and what was meant:', () => {
  const SERVERS = 'servers:\n  - Alford\n  - Ball\n  - Welsh\n';
  it.each([
    [
      'a link to a server that is not there',
      `${SERVERS}links:\n  - Alford-Ball\n  - Alford-Walsh\n`,
      7,
      /“Walsh”/,
      /“Welsh”/,
    ],
    ['a link to itself', `${SERVERS}links:\n  - Ball-Ball\n`, 6, /Ball to itself/],
    ['a duplicate link', `${SERVERS}links:\n  - Alford-Ball\n  - [Ball, Alford]\n`, 7, /herd\.yaml:6/],
    ['a link of three', `${SERVERS}links:\n  - Alford-Ball-Welsh\n`, 6, /two servers/],
    ['a link of one', `${SERVERS}links:\n  - [Alford]\n`, 6, /two servers/],
    ['links that are no list', `${SERVERS}links: Alford-Ball\n`, 5, /list/],
    ['a duplicate name', 'servers: [A, B,\n  A]\n', 2, /A was named before, at herd\.yaml:1/],
    ['an invalid name', 'servers:\n  - A\n  - 9lives\n', 3, /“9lives”/, /letter/],
    ['a name with white space', 'servers:\n  - A B\n', 2, /“A B”/],
    ['a name that is missing', 'servers:\n  - A\n  - port: 5\n', 3, /no name/],
    ['a name that is nothing', 'servers:\n  - A\n  -\n', 3, /name/],
    [
      'a duplicate address',
      'servers:\n  - {name: A, port: 5}\n  - {name: B, host: 127.0.0.1, port: 5}\n',
      3,
      /A/,
    ],
    ['port 0', 'servers:\n  - name: A\n    port: 0\n', 3, /65535/],
    ['port 65536', 'servers:\n  - name: A\n    port: 65536\n', 3, /“65536”/],
    ['port -1', 'servers:\n  - name: A\n    port: -1\n', 3, /“-1”/],
    ['a port in words', 'servers:\n  - name: A\n    port: many\n', 3, /“many”/],
    ['a host with a slash', 'servers:\n  - name: A\n    host: a/b\n', 3, /“a\/b”/],
    ['no servers', 'title: none\nservers: []\n', 2, /no servers/],
    ['servers that are nothing', 'title: none\nservers:\n', 2, /no servers/],
    ['no member servers', 'title: none\n', 1, /no servers/],
    ['an empty file', '', 1, /no servers/],
    ['a list instead of a mapping', '- A\n- B\n', 1, /mapping/],
    ['a misspelt member', 'servers: [A]\nlink: []\n', 2, /“link”/, /“links”/],
    ['a misspelt member of a server', 'servers:\n  - name: A\n    prot: 5\n', 3, /“prot”/, /“port”/],
    ['an unknown member', 'servers: [A]\ncolour: red\n', 2, /“colour”/, /title, servers/],
    ['a member twice', 'title: a\ntitle: b\nservers: [A]\n', 2, /twice/],
    [
      'a misspelt member of a command',
      'servers:\n  - name: A\n    command: {template: x, enw: {}}\n',
      3,
      /enw/,
      /“env”/,
    ],
    ['a command without a template', 'servers:\n  - name: A\n    command: {cwd: x}\n', 3, /template/],
    ['cwd without a command', 'servers:\n  - name: A\n    cwd: x\n', 3, /command/],
    ['env beside no command', 'command: x\nservers:\n  - {name: A, command: null, env: {}}\n', 3, /command/],
    ['a process that is no choice', 'servers:\n  - name: A\n    process: shared\n', 3, /“shared”/, /own/],
    ['a process beside a command', 'servers:\n  - name: A\n    command: x\n    process: own\n', 4, /command/],
    ['cwd beside a process', 'command: x\nservers:\n  - {name: A, process: own, cwd: y}\n', 3, /command/],
    ['a blank command', 'servers:\n  - name: A\n    command: " "\n', 3, /blank/],
    ['a variable that is a list', 'servers: [A]\nenv:\n  X: [1]\n', 3, /“X”/],
    ['a title of two lines', 'title: "a\\nb"\nservers: [A]\n', 1, /title/],
    ['YAML that is broken', 'servers:\n  - A\n  - [B\n', 4, /well-formed/],
    ['an alias to nowhere', 'servers:\n  - *nobody\n', 2, /“\*nobody”/],
    ['two documents', 'servers: [A]\n---\nservers: [B]\n', 2, /well-formed/],
  ])('%s', (_, text, line, problem, meant?: RegExp) => {
    const refusal = refusalOf(text);
    expect(refusal.problem).toMatch(problem);
    expect(refusal.where).toBe(`herd.yaml:${line}`);
    // A reason that fits every mistake helps with none.
    expect(refusal.meant).toMatch(meant ?? /./);
  });

  it('too many servers', () => {
    const named = (count: number) => `servers: [${Array.from({ length: count }, (_, i) => `S${i}`)}]`;
    expect(parseTopology(named(TOPOLOGY_LIMITS.servers), 'x').servers).toHaveLength(TOPOLOGY_LIMITS.servers);
    expect(refusalOf(named(TOPOLOGY_LIMITS.servers + 1)).problem).toMatch(/1001 servers/);
  });

  it('too many bytes', () => {
    expect(refusalOf(`servers: [A] # ${'é'.repeat(TOPOLOGY_LIMITS.bytes / 2)}`).problem).toMatch(/1024 KiB/);
  });

  it('aliases that multiply', () => {
    const row = (n: number) => `l${n}: &l${n} [${Array(9).fill(`*l${n - 1}`)}]\n`;
    const bomb = `l0: &l0 [a]\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map(row).join('')}`;
    expect(refusalOf(bomb).problem).toMatch(/aliases/);
  });

  it('nesting without end', () => {
    expect(refusalOf(`servers: ${'['.repeat(100_000)}`).problem).toMatch(/nested too deeply/);
  });

  it('a hostile name, shown short and on one line', () => {
    const { problem } = refusalOf(`servers: ["\\e[31m${'x'.repeat(1000)}\\n"]`);
    expect(problem.length).toBeLessThan(150);
    expect(problem).not.toMatch(/\p{Cc}/u);
  });
});

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((s) => s.trim() !== '');
const title = text.filter((s) => !/\p{C}/u.test(s));
const argument = fc.oneof(
  text,
  fc.constantFrom('python3 s.py {name}', '~', 'null', 'a: b', '- x', '"', "'\n'", ' #x'),
);
const command = fc.record(
  {
    template: argument,
    cwd: argument,
    env: fc.dictionary(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/), fc.oneof(text, fc.constant(''))),
  },
  { requiredKeys: ['template'] },
);
const topologies: fc.Arbitrary<Topology> = fc
  .record({
    title,
    names: fc.uniqueArray(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.]{0,10}$/), { minLength: 1, maxLength: 8 }),
    host: fc.constantFrom('localhost', '::1', 'a.example', '10.0.0.1'),
    first: fc.integer({ min: 1, max: 65_000 }),
    shared: fc.option(command, { nil: undefined }),
  })
  .chain(({ title, names, host, first, shared }) =>
    fc
      .record({
        servers: fc.tuple(
          ...names.map((name, i) =>
            fc.tuple(fc.boolean(), fc.boolean(), command, fc.integer({ min: 0, max: 3 })).map(
              ([withHost, withPort, own, kind]): ServerSpec => ({
                name,
                ...(withHost && { host }),
                ...(withPort && { port: first + i }),
                ...(kind === 0 && { command: own }),
                ...((kind === 1 || kind === 2) && shared !== undefined && { command: shared }),
                ...(kind === 3 && { process: 'own' as const }),
              }),
            ),
          ),
        ),
        links: fc.shuffledSubarray(names.flatMap((a, i) => names.slice(i + 1).map((b) => ({ a, b })))),
      })
      .map(({ servers, links }) => ({ id: 'x.yaml', title, servers, links })),
  );

it('parse(write(topology)) is the topology', () => {
  fc.assert(
    fc.property(topologies, (topology) => {
      const written = writeTopology(topology);
      expect(parseTopology(written, topology.id)).toEqual(topology);
      expect(
        parseTopology(
          JSON.stringify({
            ...JSON.parse(JSON.stringify(topology)),
            id: undefined,
            links: topology.links.map(linkId),
          }),
          topology.id,
        ),
      ).toEqual(topology);
    }),
    { numRuns: 1_000 },
  );
});

it('no text does anything but parse or be refused', () => {
  const pieces = fc.array(
    fc.oneof(
      text,
      fc.constantFrom(
        'servers:',
        'links:',
        '\n',
        '  - ',
        '[',
        ']',
        '{',
        '}',
        ': ',
        '&a ',
        '*a',
        '? ',
        '!!',
        '| ',
        'A-B',
      ),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      try {
        parseTopology(parts.join(''), 'x');
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'TOPOLOGY_INVALID' });
      }
    }),
    { numRuns: 2_000 },
  );
});

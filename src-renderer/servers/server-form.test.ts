import { describe, expect, it } from 'vitest';
import type { ServerSpec } from '../../src-shared/topology/topology.ts';
import { dialsItself, draftOf, draftProblems, specOf } from './server-form.ts';

const PROGRAM: ServerSpec = {
  name: 'A',
  host: '::1',
  port: 12_000,
  command: {
    template: 'python3 "my server.py" {port}',
    cwd: '/x',
    env: { PEERS: '{neighbours}', EMPTY: '' },
  },
};
const draft = draftOf(PROGRAM);

describe('the form of a server', () => {
  it.each<ServerSpec>([PROGRAM, { name: 'A' }, { name: 'A', process: 'own' }, { name: 'A', port: 1 }])(
    'gives back what it was given: %j',
    (spec) => expect(specOf('A', draftOf(spec))).toEqual(spec),
  );

  it('finds nothing wrong with what is right', () => expect(draftProblems(draft)).toEqual({}));

  it.each([
    [{ port: '0' }, 'port'],
    [{ port: '12.5' }, 'port'],
    [{ host: 'a b' }, 'host'],
    [{ template: ' ' }, 'template'],
    [{ template: 'x {prot}' }, 'template'],
    [{ template: 'x {' }, 'template'],
    [{ template: 'x "y' }, 'template'],
    [{ template: 'x \\' }, 'template'],
    [{ env: 'NO VALUE' }, 'env'],
    [{ env: '=x' }, 'env'],
    [{ env: 'X={nobody}' }, 'env'],
  ])('finds fault with %j', (part, member) =>
    expect(Object.keys(draftProblems({ ...draft, ...part }))).toEqual([member]),
  );

  it('names the placeholder that was meant', () => {
    expect(draftProblems({ ...draft, template: 'x {prot}' }).template).toMatch(/Did you mean \{port\}/);
    expect(draftProblems({ ...draft, template: 'x {{literal}}' })).toEqual({});
  });

  it('minds a command only where there is one', () => {
    expect(draftProblems({ ...draft, hosting: 'here', template: '' })).toEqual({});
  });

  it('sees a program that dials addresses of its own', () => {
    expect(dialsItself(draft)).toBe(false);
    expect(dialsItself({ ...draft, env: '' })).toBe(true);
  });
});

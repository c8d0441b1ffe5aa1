import { expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { crashFacts } from './crash-facts.ts';

it('takes from an error how a server ended and what it printed last', () => {
  const error = new HerdError('SERVER_CRASHED', {
    server: 'A',
    how: 'signal SIGKILL',
    output: ['one', 'two'],
  });
  expect(crashFacts(error.toData())).toEqual({
    how: 'signal SIGKILL',
    output: ['one', 'two'],
    why: '',
    portTaken: false,
  });
});

it('says that a server printed nothing', () => {
  const error = new HerdError('SERVER_CRASHED', { server: 'A', how: 'exit code 1', output: [] });
  expect(crashFacts(error.toData())).toMatchObject({
    how: 'exit code 1',
    output: [],
    why: 'It printed nothing.',
  });
});

it('sees that a port is taken', () => {
  const error = new HerdError('PORT_IN_USE', {
    server: 'A',
    host: '127.0.0.1',
    port: 1,
    holder: 'nc (pid 7)',
  });
  expect(crashFacts(error.toData())).toMatchObject({ how: undefined, portTaken: true });
});

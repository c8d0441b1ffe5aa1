import { describe, expect, it } from 'vitest';
import { programEnvironment } from './program-environment.ts';

describe('the environment of a submission', () => {
  it('has what finds programs, libraries and the language', () => {
    const ours = { PATH: '/bin', HOME: '/home/ta', LC_ALL: 'C.UTF-8', VIRTUAL_ENV: '/venv', Path: 'C:\\' };
    expect(programEnvironment(ours)).toEqual(ours);
  });

  it('has none of the keys, tokens and settings of who grades', () => {
    const ours = {
      GOOGLE_PLACES_API_KEY: 'secret',
      GOOGLE_APPLICATION_CREDENTIALS: '/key.json',
      AWS_SECRET_ACCESS_KEY: 'secret',
      GITHUB_TOKEN: 'secret',
      CANVAS: 'secret',
      SSH_AUTH_SOCK: '/agent',
      HERD_SEED: '7',
      NODE_OPTIONS: '--inspect',
      ELECTRON_RUN_AS_NODE: '1',
    };
    expect(programEnvironment(ours)).toEqual({});
  });
});

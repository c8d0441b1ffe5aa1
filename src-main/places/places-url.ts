/** Checks the URL of a server that answers in Google's forms. */
import { HerdError } from '../../src-shared/errors.ts';
import { redactor } from './clean-json.ts';

/** The URL, if it can be asked. Throws PLACES_URL, which shows neither the key nor a password. */
export function checkPlacesUrl(url: string, key: string | undefined): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const problem = problemOf(parsed);
  if (problem === undefined) return url;
  // As text, for it may not be a URL at all; without the parts where secrets are put.
  const shown = url.replace(/\/\/[^/]*@/, '//').replace(/[?#].*$/s, '');
  throw new HerdError('PLACES_URL', { url: redactor(key)(shown), problem });
}

function problemOf(url: URL | undefined): string | undefined {
  if (url === undefined) return 'It is not a URL';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'It is neither http nor https';
  if (url.username !== '' || url.password !== '') return 'It holds a user name or a password';
  if (url.search !== '' || url.hash !== '') return 'It goes on after the path';
  return undefined;
}

/** What a program needs in its environment to ask the stand-in instead of Google, without being touched. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { packageFolder } from '../../ground/package-folder.ts';
import { PLACES_KEY_VARIABLE } from '../../places/places-key.ts';
import { PLACES_HOSTS, type PlacesStandIn } from './places-stand-in.ts';

/** Where programs in other languages find the stand-in; it speaks http and https there. */
export const PLACES_URL_VARIABLE = 'HERD_PLACES_URL';
const AUTHORITY_VARIABLE = 'HERD_PLACES_CA';
/** By these, OpenSSL, requests, curl and Node trust the stand-in's certificate. */
const AUTHORITY_FILES = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'];
const PROXIES = ['http_proxy', 'https_proxy', 'all_proxy'];
/** The stand-in takes any; a program that insists on having one gets this. */
const ANY_KEY = 'any-key-will-do';

/**
 * Puts what is needed into `folder`, which must stay as long as the programs run and can be read by them, and
 * returns `inherited` with the variables added. The folder is new for each stand-in: Python finds its module there,
 * and not in this package, which may be packed in an archive.
 */
export async function placesEnvironment(
  standIn: PlacesStandIn,
  folder: string,
  inherited: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  const python = join(folder, 'python');
  const authority = join(folder, 'places-authority.pem');
  await mkdir(python, { recursive: true });
  await writeFile(authority, standIn.authority);
  await writeFile(join(python, 'sitecustomize.py'), await readFile(sitecustomizePath()));
  const { PYTHONPATH } = inherited;
  const env: NodeJS.ProcessEnv = { ...inherited };
  // A proxy would be asked for Google's hosts by name, and has no way to the stand-in.
  for (const name of Object.keys(env)) if (PROXIES.includes(name.toLowerCase())) delete env[name];
  for (const name of [AUTHORITY_VARIABLE, ...AUTHORITY_FILES]) env[name] = authority;
  return {
    ...env,
    [PLACES_URL_VARIABLE]: standIn.url,
    [PLACES_KEY_VARIABLE]: ANY_KEY,
    no_proxy: PLACES_HOSTS.join(','),
    PYTHONPATH: PYTHONPATH ? `${python}${delimiter}${PYTHONPATH}` : python,
    // Of the module above and of the program's own: what is graded is the folder as it was handed in.
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

/** Whether a Python program has been started by now that asks the stand-in whenever it would ask Google. */
export const isRedirected = (folder: string): boolean => existsSync(join(folder, 'python', 'redirected'));

const sitecustomizePath = (from: string = import.meta.dirname): string =>
  join(packageFolder(from) ?? from, 'resources', 'grader', 'sitecustomize', 'sitecustomize.py');

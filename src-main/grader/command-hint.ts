/** How a server of a submission may be started that has no program of the expected name: a command to begin with. */
import { quoteWord } from '../nodes/command-template.ts';

/** A file's name as a word of a template, in quotes where it has to be. */
const word = (file: string): string => (/^[\w@%+=:,./-]+$/.test(file) ? file : quoteWord(file));

/** What is found in a submission's folder, what that means, and a command that starts a server of it. */
const KINDS: readonly (readonly [file: RegExp, what: string, command: (file: string) => string])[] = [
  [/^(?:server|main|index|app)\.(?:m?js|cjs)$/, 'Node.js', (file) => `node ${file} {name}`],
  [/^package\.json$/, 'Node.js', () => 'node index.js {name}'],
  [/\.jar$/, 'Java', (file) => `java -jar ${file} {name}`],
  [/^(?:pom\.xml|build\.gradle(?:\.kts)?)$/, 'Java', () => 'java -jar server.jar {name}'],
  [/^[A-Z]\w*\.java$/, 'Java', (file) => `java ${file} {name}`],
  [/^go\.mod$/, 'Go', () => 'go run . {name}'],
  [/\.go$/, 'Go', (file) => `go run ${file} {name}`],
  [/^Cargo\.toml$/, 'Rust', () => 'cargo run --release -- {name}'],
  [/\.rb$/, 'Ruby', (file) => `ruby ${file} {name}`],
  [/\.(?:m?[jt]s|cjs)$/, 'Node.js', (file) => `node ${file} {name}`],
  [/^(?:Makefile|CMakeLists\.txt)$/, 'a program that has to be built first', () => './server {name}'],
  [/\.(?:c|cc|cpp|rs|hs|ml|scala|kt)$/, 'a program that has to be built first', () => './server {name}'],
];

/** A sentence of advice; undefined: nothing in the folder tells. `files` are its paths, with `/`. */
export function commandHint(files: readonly string[], expected: string): string | undefined {
  const deeper = files.find((file) => file.endsWith(`/${expected}`));
  if (deeper !== undefined)
    return `There is ${deeper}; start it with --command "python3 ${word(deeper)} {name}"`;
  const top = files.filter((file) => !file.includes('/'));
  for (const [pattern, what, command] of KINDS) {
    const file = top.find((name) => pattern.test(name));
    if (file !== undefined)
      return `By its ${file} it is ${what}: say how a server is started with --command, as in --command "${command(word(file))}"`;
  }
  return undefined;
}

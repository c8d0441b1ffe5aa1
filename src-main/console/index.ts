/** The console's public face. */
export { type Console, type ConsoleCommand, type ConsoleOptions, createConsole } from './console.ts';
export type { PlacesChoice } from './places-choice.ts';

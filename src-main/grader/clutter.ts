/** What stands beside a program in a submission and is none of it: it is not copied, and counts for nothing. */
const NAMES = new Set(['.git', '__pycache__', '__MACOSX', '.DS_Store', '.venv', 'venv']);
/** What macOS puts beside each file where it can't keep the file's attributes otherwise. */
const MACS_OWN = '._';

/** By the name of a file or folder. */
export const isClutter = (name: string): boolean => NAMES.has(name) || name.startsWith(MACS_OWN);

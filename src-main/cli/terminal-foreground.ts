/** Whether this process is in its terminal's foreground: only then may it read what is typed there. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

/** True also where the system doesn't tell. */
export function inForeground(): boolean {
  if (process.platform === 'win32') return true;
  try {
    if (process.platform === 'linux') return inForegroundByStat(readFileSync('/proc/self/stat', 'utf8'));
    return execFileSync('ps', ['-o', 'stat=', '-p', String(process.pid)], { encoding: 'utf8' }).includes('+');
  } catch {
    return true;
  }
}

/** The line of /proc/PID/stat says which process group it is in, and which one its terminal listens to. */
export function inForegroundByStat(stat: string): boolean {
  // The second field, the program's name in parentheses, may itself hold spaces and parentheses.
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // -1: no terminal watches over this process, so none can stop it.
  return foreground === undefined || foreground === '-1' || foreground === group;
}

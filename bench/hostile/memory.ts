/** The most memory that a process has had, where the system tells. */
import { readFileSync, writeFileSync } from 'node:fs';

/** Lets the peak of a process begin anew, where the system can. */
export function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Then the peak is that of the whole run.
  }
}

/** The most memory that a process has had, MB; null where the system does not say. */
export function peakRssMB(pid: number): number | null {
  try {
    const kB = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kB === undefined ? null : Math.round(Number(kB) / 1024);
  } catch {
    return null;
  }
}

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What can be loaded before the program: each stands in a C file of its name. */
export type Preload = 'clock' | 'disk' | 'journal' | 'kill';

/** A program that the faults need is not there. */
export class MissingError extends Error {
  override readonly name = 'MissingError';
}

/** Runs a program to its end; throws what names it where it is not there or fails. */
export function must(command: string, args: string[]): void {
  const { error, status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error) throw new MissingError(`${command} is needed, and could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
}

/** Builds a preload into a folder with the C compiler; the value for LD_PRELOAD. */
export function preload(name: Preload, folder: string): string {
  const built = join(folder, `${name}.so`);
  must('cc', ['-shared', '-fPIC', '-O1', '-o', built, `test/fault/${name}.c`, '-ldl', '-lpthread']);
  return built;
}

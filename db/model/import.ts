import type { Instant } from './time.ts';

/** How far the import of a file has come; what is before is on disk. Forgotten at the end of the file. */
export interface ImportProgress {
  /** Of the file as it was when the import began. */
  fingerprint: string;
  bytes: number;
  lines: number;
  at: Instant;
}

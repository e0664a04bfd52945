import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { plausibleBundle } from './plausible.ts';

const FOLDER = 'dist/tag';
/** Bytes, gzip. */
const BUDGETS = [
  { file: /^lt\.js$/, budget: 2000 },
  { file: /^lt-more\./, budget: 1500 },
];

const row = (file: string, bytes: Uint8Array, budget?: number) => {
  const gzip = gzipSync(bytes, { level: 9 }).length;
  return {
    file,
    bytes: bytes.length,
    gzip,
    brotli: brotliCompressSync(bytes).length,
    budget: budget ?? '',
    '': budget === undefined ? '' : gzip <= budget ? 'ok' : `FAIL: ${gzip - budget} bytes over`,
  };
};

/** Bytes of what pages load, beside Plausible's tracker bundled alike. */
export async function size(): Promise<void> {
  const files = readdirSync(FOLDER).sort();
  const rows = BUDGETS.flatMap(({ file, budget }) =>
    files
      .filter((name) => file.test(name))
      .map((name) => row(name, readFileSync(`${FOLDER}/${name}`), budget)),
  );
  console.table([...rows, row('Plausible', await plausibleBundle('https://plausible.io/api/event'))]);
}

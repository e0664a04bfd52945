import { cpus, totalmem } from 'node:os';
import { importing } from './import.ts';
import { ingest } from './ingest.ts';
import { report } from './report.ts';
import { size } from './size.ts';
import { tag } from './tag.ts';

const PARTS: Record<string, () => Promise<void> | void> = { size, tag, report, ingest, import: importing };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !PARTS[name]);
if (unknown.length > 0)
  throw new Error(`there is no part ${unknown.join(', ')}; parts: ${Object.keys(PARTS).join(', ')}`);
const [cpu] = cpus();
console.log(
  `${cpus().length} x ${cpu?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n${name}`);
  await run();
}

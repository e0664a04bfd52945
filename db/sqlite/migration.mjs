/**
 * `npm run migration -- --name what_it_does`: has drizzle-kit write the SQL of what changed in schema/, then adds
 * STRICT, which drizzle-kit cannot emit, to every CREATE TABLE, so that a column takes only its own type.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, URL } from 'node:url';

const generated = spawnSync(
  'drizzle-kit',
  ['generate', '--config', 'db/sqlite/drizzle.config.ts', ...process.argv.slice(2)],
  {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
);
if (generated.status !== 0) process.exit(generated.status ?? 1);

const folder = new URL('./migrations/', import.meta.url);
for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
  const file = new URL(name, folder);
  const sql = readFileSync(file, 'utf8');
  const strict = sql.replace(/^(CREATE TABLE [\s\S]*?^\));/gm, '$1 STRICT;');
  if (strict !== sql) {
    writeFileSync(file, strict);
    console.log(`${name}: tables are STRICT`);
  }
}

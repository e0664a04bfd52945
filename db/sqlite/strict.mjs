/**
 * drizzle-kit emits no STRICT. This adds it to every CREATE TABLE of the migrations, so that a column takes
 * only its own type. Run by `npm run migration` after generating; running it again changes nothing.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { URL } from 'node:url';

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

import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { createProgram } from '../support/program.ts';
import { createTest, OWNER } from '../support/tagline.ts';

it("F14: under somebody else's lock pages are read, and who changes something is told to come again", async () => {
  const program = createProgram();
  const test = createTest({ file: program.file });
  await test.signIn();
  const other = new Database(program.file);
  other.exec('BEGIN IMMEDIATE');
  const account = { name: 'Shop', timeZone: 'Asia/Tokyo', domains: ['shop.test'] };
  expect((await test.api('GET', '/accounts')).status).toBe(200);
  // The sign-in library writes by itself, and does not wait.
  for (const [path, body] of [
    ['/accounts', account],
    ['/sign-in', OWNER],
  ] as const) {
    const { status, headers } = await test.api('POST', path, body);
    expect([path, status, Number(headers.get('retry-after')) > 0]).toEqual([path, 503, true]);
  }
  other.exec('ROLLBACK');
  other.close();
  expect((await test.api('POST', '/accounts', account)).status).toBe(201);
  await test.close();
  await program.close();
});

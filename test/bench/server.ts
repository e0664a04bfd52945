import { Hono } from 'hono';
import { createTagline } from '../../collector/app.ts';
import { listen } from '../../collector/serve.ts';
import { testConfig } from '../support/tagline.ts';

/*
 * The server under load, a process of its own: `bare` reads the body and answers 204, `tagline` is the whole program.
 * Writes its port when it is up, and the rows it holds when its input ends.
 */
export const BENCH_TAG = '11111111-2222-4333-8444-555555555555';

async function bare(): Promise<void> {
  const app = new Hono().post('/hit', async (c) => {
    await c.req.text();
    return c.body(null, 204);
  });
  const { port } = await listen({ app }, 0, '127.0.0.1');
  console.log(port);
}

async function tagline(file: string): Promise<void> {
  const program = createTagline(testConfig, { file, assets: 'dist' });
  await program.store.records.addAccount({
    tagId: BENCH_TAG,
    name: 'Bench',
    timeZone: 'UTC',
    domains: ['shop.test'],
    consent: 'assumed',
    identityDeclared: false,
    cutParams: [],
    loginChannelId: null,
    createdAt: 0,
  });
  const { port } = await listen(program, 0, '127.0.0.1');
  console.log(port);
  process.stdin.resume().on('end', async () => {
    const tallies = await program.store.events.tallies(1);
    await program.close();
    console.log(JSON.stringify({ tallies, memory: process.memoryUsage.rss() }));
    process.exit(0);
  });
}

const [kind, file = ''] = process.argv.slice(2);
await (kind === 'bare' ? bare() : tagline(file));

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDemo, DEMO_TAG_ID } from '../../db/demo/index.ts';
import { createTagline } from '../app.ts';
import type { Config } from '../config.ts';
import { INTERNET, type Internet } from '../doctor/fetch.ts';
import { type Listening, listen } from '../serve.ts';
import { createFakeLine } from './fake-line.ts';
import { createShop } from './shop/index.ts';

/** Who owns the demo. It listens on this machine only, so the password may be known. */
export const DEMO_OWNER = { email: 'owner@demo.example', password: 'tagline-demo' };

/** LINE Login channel of the fake LINE. */
const CHANNEL = '2000000001';

/** The first broadcast link of the sample that leads into the shop: the latest sending. */
const LATEST_LINK = 'demo1g0';

/** A folder that goes away with the demo, and a secret for its sessions. */
export function demoFolder(): string {
  return mkdtempSync(join(tmpdir(), 'tagline-demo-'));
}

/** The running demo. */
export interface Demo {
  /** Addresses to open: dashboard, shop, fake LINE, and the tracked link of the latest broadcast. */
  dashboard: string;
  shop: string;
  line: string;
  link: string;
  close(): Promise<void>;
}

export interface DemoOptions {
  config: Config;
  say: (line: string) => void;
  /** Sample visitors in all accounts together. */
  visitors?: number;
  /** Runs the scheduled jobs too. */
  jobs?: boolean;
  /** Folder of the built files, where they are not beside this one. */
  assets?: string;
}

function progressOf(say: (line: string) => void): (part: number) => void {
  let said = 0;
  return (part) => {
    const tenth = Math.floor(part * 10);
    if (tenth <= said) return;
    said = tenth;
    say(`making 90 days of sample data ... ${tenth * 10} %`);
  };
}

/**
 * Starts Tagline on a throw-away database with sample data, the demo shop on the next port and the fake LINE on the
 * one after it. The shop is opened as `127.0.0.1` and the dashboard as `localhost`: two sites, as in the wild.
 */
export async function startDemo({ config, say, visitors, jobs, assets }: DemoOptions): Promise<Demo> {
  const started: { close(): Promise<void> }[] = [];
  const close = async () => {
    for (const one of started.reverse()) await one.close();
    rmSync(config.dataDir, { recursive: true, force: true });
  };
  const port = (offset: number) => (config.port === 0 ? 0 : config.port + offset);
  const start = async (served: Parameters<typeof listen>[0], offset: number): Promise<Listening> => {
    const listening = await listen(served, port(offset), config.host);
    started.push(listening);
    return listening;
  };
  try {
    const fakeLine = createFakeLine({ now: Date.now });
    const line = `http://127.0.0.1:${(await start(fakeLine, 2)).port}`;
    // The demo shop is on this machine; the doctor may look at it, and at nothing else here.
    let shopPort = '';
    const internet: Partial<Internet> = {
      allow: (address) => address === '127.0.0.1' || INTERNET.allow(address),
      allowPort: (given) => given === shopPort || INTERNET.allowPort(given),
    };
    const tagline = createTagline(
      { ...config, lineApiBase: line },
      { internet, ...(assets === undefined ? {} : { assets }) },
    );
    started.push(tagline);
    const dashboard = `http://localhost:${(await start(tagline, 0)).port}`;
    started.push({ close: async () => tagline.endLive() });
    // The shop must know its visitors' way back, so it is served before its sample data is made.
    const shop = createShop({
      collectorOrigin: dashboard,
      tagId: DEMO_TAG_ID,
      lineOrigin: line,
      channelId: CHANNEL,
    });
    shopPort = String((await start({ app: shop }, 1)).port);
    const shopOrigin = `http://127.0.0.1:${shopPort}`;
    await addDemo({
      ...tagline.store,
      now: Date.now(),
      shopOrigin,
      loginChannelId: CHANNEL,
      onProgress: progressOf(say),
      ...(visitors === undefined ? {} : { visitors }),
    });
    await tagline.addOwner(DEMO_OWNER.email, DEMO_OWNER.password);
    if (jobs) tagline.jobs.start();
    const link = `${dashboard}/r/${LATEST_LINK}`;
    say('');
    say(`dashboard         ${dashboard}`);
    say(`  sign in with    ${DEMO_OWNER.email}  ${DEMO_OWNER.password}`);
    say(`demo shop         ${shopOrigin}`);
    say(`fake LINE         ${line}`);
    say(`a broadcast link  ${link}`);
    say('Open the link, buy something, and watch the Overview move. Everything is thrown away at the end.');
    return { dashboard, shop: shopOrigin, line, link, close };
  } catch (error) {
    await close();
    throw error;
  }
}

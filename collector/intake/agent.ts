import { UAParser } from 'ua-parser-js';
import type { Agent, Device } from '../../db/model.ts';
import { remember } from '../lib/remember.ts';
import { keepable } from '../lib/text.ts';
import { AGENT_MAX } from './bot.ts';

/** LINE's in-app browser and LIFF: `Line/15.12.1`, `Line/26.2.0/IAB`, `Line/12.12.0 LIFF`. */
const LINE_APP = /\bLine\/\d+(?:\.\d+){1,3}/;

/** How many user agents are remembered. */
const REMEMBERED = 5_000;

function deviceOf(type: string | undefined, os: string | undefined): Device {
  if (type === 'mobile' || type === 'tablet') return type;
  if (type !== undefined) return 'other'; // television, console, watch
  return os === undefined ? 'other' : 'desktop';
}

const readAgent = remember(REMEMBERED, (said): Agent | null => {
  const text = keepable(said, AGENT_MAX).trim();
  if (text === '') return null;
  const { browser, os, device } = new UAParser(text).getResult();
  const lineApp = LINE_APP.test(text);
  return {
    text,
    browser: lineApp ? 'LINE' : (browser.name ?? 'other'),
    os: os.name ?? 'other',
    device: deviceOf(device.type, os.name),
    lineApp,
  };
});

/** A browser, from its user-agent header; null where there is none. */
export function agentOf(header: string | null): Agent | null {
  return readAgent((header ?? '').slice(0, AGENT_MAX));
}

import { UAParser } from 'ua-parser-js';
import type { Agent, Device } from '../../db/model.ts';
import { keepable } from '../lib/text.ts';
import { AGENT_MAX } from './bot.ts';

/** LINE's in-app browser and LIFF: `Line/15.12.1`, `Line/26.2.0/IAB`, `Line/12.12.0 LIFF`. */
const LINE_APP = /\bLine\/\d+(?:\.\d+){1,3}/;

/** How many user agents are remembered; beyond it, the memory starts anew. */
const REMEMBERED = 5_000;
const remembered = new Map<string, Agent>();

function deviceOf(type: string | undefined, os: string | undefined): Device {
  if (type === 'mobile' || type === 'tablet') return type;
  if (type !== undefined) return 'other'; // television, console, watch
  return os === undefined ? 'other' : 'desktop';
}

/** A browser, from its user-agent header; null where there is none. */
export function agentOf(header: string | null): Agent | null {
  const said = (header ?? '').slice(0, AGENT_MAX);
  const known = remembered.get(said);
  if (known) return known;
  const text = keepable(said, AGENT_MAX).trim();
  if (text === '') return null;
  const { browser, os, device } = new UAParser(text).getResult();
  const lineApp = LINE_APP.test(text);
  const agent: Agent = {
    text,
    browser: lineApp ? 'LINE' : (browser.name ?? 'other'),
    os: os.name ?? 'other',
    device: deviceOf(device.type, os.name),
    lineApp,
  };
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(said, agent);
  return agent;
}

import { beforeEach, describe, expect, it } from 'vitest';
import { batchOf, createImporter, LINE_MAX } from '../../../collector/intake/import.ts';
import { DAY } from '../../../db/model.ts';
import { openStore, type Store } from '../../../db/open.ts';
import { identityLinks } from '../../support/identity.ts';
import { accountOf, type StoredHit, storedHits } from '../../support/rows.ts';
import { CHROME, hex } from '../../support/tagline.ts';

const TAG = '11111111-2222-4333-8444-555555555555';
const OTHER_TAG = '99999999-2222-4333-8444-555555555555';
const NOW = Date.UTC(2026, 10, 20, 3);
const LONG_AGO = Date.UTC(2009, 5, 1);

let store: Store;

beforeEach(async () => {
  store = openStore(':memory:');
  for (const tagId of [TAG, OTHER_TAG]) {
    await store.records.addAccount({
      tagId,
      name: 'Shop',
      timeZone: 'UTC',
      domains: [],
      cutParams: ['member'],
      consent: 'assumed',
      identityDeclared: false,
      loginChannelId: null,
      createdAt: 0,
    });
  }
});

interface Given {
  tagId?: string | null;
  consent?: 'granted' | null;
}

/** Imports lines as the command does, in one commit. */
async function load(lines: (string | Uint8Array | null)[], { tagId = TAG, consent = null }: Given = {}) {
  const importer = createImporter({
    accounts: await store.records.accounts(),
    tagId,
    consent,
    receivedAt: NOW,
    visitorOf: () => hex(99),
  });
  const steps = lines.flatMap((line, index) => {
    const bytes = typeof line === 'string' ? Buffer.from(line) : line;
    const step = importer.take({ number: index + 1, bytes, end: 0 });
    return step ? [step] : [];
  });
  const { outcomes } = await store.events.append(await batchOf(steps, store.events));
  return { steps, outcomes };
}

const view = { event_type: 'page_view', event_timestamp: LONG_AGO, url: 'https://shop.test/tea?member=7' };

interface Case {
  name: string;
  lines: (object | string | Uint8Array | null)[];
  given?: Given;
  rows: Partial<StoredHit>[];
  count: Record<string, number>;
  nobody?: Record<string, number>;
}

const CASES: Case[] = [
  {
    name: 'a page view and an event of any age',
    lines: [
      { ...view, browser_id: hex(1), user_agent: CHROME, referrer: 'https://www.google.com/', title: 'Tea' },
      { event_timestamp: '2011-03-01T00:00:00Z', event_name: 'Purchase', value: 5, currency: 'THB' },
    ],
    rows: [
      {
        event: null,
        at: LONG_AGO,
        receivedAt: NOW,
        url: 'https://shop.test/tea',
        source: 'google.com',
        agent: 'Chrome',
        visitor: hex(1),
        channel: 2,
        flags: [],
      },
      { event: 'Purchase', at: Date.UTC(2011, 2, 1), minor: 500 },
    ],
    count: { stored: 2 },
  },
  {
    name: 'what brought it once may be said, and another account',
    lines: [
      { ...view, channel: 'tag' },
      { ...view, channel: 'image', tag: OTHER_TAG.toUpperCase() },
      { ...view, channel: 'pigeon' },
    ],
    rows: [
      { channel: 0, account: 1 },
      { channel: 1, account: 2 },
    ],
    count: { stored: 1, 'rejected/bad_event': 1 },
  },
  {
    name: 'lines with nothing on them are none',
    lines: ['', '  ', '\t', { ...view }],
    rows: [{}],
    count: { stored: 1 },
  },
  {
    name: 'A47 what is no JSON object, no UTF-8 or too long is rejected',
    lines: [
      '{',
      '[]',
      '7',
      'null',
      Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d),
      Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0),
      null,
      { ...view },
    ],
    rows: [{}],
    count: { stored: 1, 'rejected/bad_event': 6, 'rejected/too_large': 1 },
  },
  {
    name: 'a hit without a time of its own is not of now',
    lines: [
      { event_name: 'x', deduplication_key: 'a' },
      { event_name: 'x', event_timestamp: NOW + 2 * DAY },
    ],
    rows: [],
    count: { 'rejected/bad_event': 1, 'rejected/bad_time': 1 },
  },
  {
    name: 'a tag that is nobody’s is in no account',
    lines: [{ ...view, tag: 'x' }, { ...view, tag: TAG }, { ...view }],
    given: { tagId: null },
    rows: [{ account: 1 }],
    count: { stored: 1 },
    nobody: { 'rejected/unknown_tag': 2 },
  },
];

const line = (one: object | string | Uint8Array | null) =>
  one === null || typeof one === 'string' || one instanceof Uint8Array ? one : JSON.stringify(one);

describe('old hits', () => {
  it.each(CASES)('$name', async ({ lines, given, rows, count, nobody = {} }) => {
    await load(lines.map(line), given);
    expect(storedHits(store)).toMatchObject(rows);
    expect(storedHits(store)).toHaveLength(rows.length);
    expect(await accountOf(store, 1)).toEqual(count);
    expect(await accountOf(store, null)).toEqual(nobody);
  });

  it('are the same hits when they are read again, and twins on two lines are two', async () => {
    const lines = [view, view, { ...view, id: hex(5) }, { ...view, id: hex(5) }].map(line);
    const first = await load(lines);
    expect(first.outcomes).toEqual(['stored', 'stored', 'stored', 'duplicate']);
    const again = await load(lines);
    expect(again.outcomes).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate']);
    const other = await load(lines, { tagId: OTHER_TAG });
    expect(other.outcomes).toEqual(['stored', 'stored', 'stored', 'duplicate']);
    const ids = first.steps.map(({ outcome }) => outcome.id ?? '');
    expect(ids[0]?.slice(0, 12)).toBe(LONG_AGO.toString(16).padStart(12, '0'));
    expect(new Set(ids).size).toBe(3);
  });

  it('need the consent that the account requires, which may be said for all', async () => {
    await store.records.changeAccount(1, { consent: 'required' });
    const lines = [view, { ...view, consent: 'granted' }, { ...view, consent: 'denied' }].map(line);
    await load(lines);
    expect(await accountOf(store, 1)).toEqual({ stored: 1, 'dropped/consent': 2 });
    await load(lines, { consent: 'granted' });
    expect(await accountOf(store, 1)).toMatchObject({ stored: 2, duplicate: 1, 'dropped/consent': 3 });
  });

  it('tie whom they name, with consent, in each account of a file', async () => {
    const user = `U${'a1'.repeat(16)}`;
    const named = { ...view, line_uid: user, browser_id: hex(7), consent: 'granted' };
    await load([named, named, { ...named, tag: OTHER_TAG }, { ...named, consent: undefined }].map(line));
    expect(identityLinks(store)).toEqual([
      { visitor: hex(7), user, rung: 'link', evidence: 'api_key', at: LONG_AGO },
      { visitor: hex(7), user, rung: 'link', evidence: 'api_key', at: LONG_AGO },
    ]);
    expect(storedHits(store).map(({ account }) => account)).toEqual([1, 1, 2, 1]);
  });

  it('say which line and which field is wrong', async () => {
    const { steps } = await load([view, { ...view, url: 'ftp://x' }, 'x', 'y'.repeat(LINE_MAX)].map(line));
    expect(steps.map((step) => [step.line, step.outcome.reason, step.field])).toEqual([
      [1, null, null],
      [2, 'bad_event', 'url'],
      [3, 'bad_event', null],
      [4, 'bad_event', null],
    ]);
  });
});

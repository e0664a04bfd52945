import { isUtf8 } from 'node:buffer';
import { type Account, CHANNELS, type Consent, type NewIdentityLink } from '../../db/model.ts';
import type { Batch, EventStore } from '../../db/store.ts';
import { newsOf } from '../identity/server-claim.ts';
import { groupBy } from '../lib/group.ts';
import type { Line } from '../lib/lines.ts';
import type { ServerEvent } from '../lib/server-event.ts';
import { derivedId, type ServerSource, type ServerStep, serverStep, type VisitorOf } from './server-hit.ts';
import { refuse } from './step.ts';
import { sumTallies } from './tally.ts';

/** Bytes of one line. */
export const LINE_MAX = 256 * 1024;

/** What holds for all lines of an import. */
export interface ImportSource {
  accounts: readonly Account[];
  /** Whose the lines are that do not say so. */
  tagId: string | null;
  /** What is said for lines that say nothing of consent. */
  consent: Consent | null;
  receivedAt: number;
  visitorOf: VisitorOf;
}

/** A line that was taken: a step of the way of a hit. */
export interface ImportStep extends ServerStep {
  line: number;
}

type Json = { [name: string]: unknown };

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a line; null for what is too long, or no UTF-8. */
function textOf({ bytes }: Line): string | null {
  return bytes !== null && isUtf8(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
    : null;
}

/** The JSON object of a text; null for what is none. */
function objectIn(text: string | null): Json | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether there is anything on a line at all. */
function isEmpty({ bytes }: Line): boolean {
  return bytes?.every((byte) => byte === 32 || byte === 9) ?? false;
}

/** Reads lines of old hits. */
export function createImporter(source: ImportSource) {
  const sources = new Map<string, Omit<ServerSource, 'idOf' | 'channel'>>();
  for (const account of source.accounts) {
    const { receivedAt, visitorOf } = source;
    sources.set(account.tagId, {
      account,
      receivedAt,
      visitorOf,
      ageMax: Number.MAX_SAFE_INTEGER,
      needsTime: true,
    });
  }

  function bad(
    reason: 'bad_event' | 'unknown_tag' | 'too_large',
    tagId: string | null,
    field: string | null = null,
  ): ServerStep {
    const { receivedAt } = source;
    const account = (tagId && sources.get(tagId)?.account) || null;
    const request = {
      channel: 'server',
      headers: new Headers(),
      receivedAt,
      agent: null,
      address: 'unknown',
      country: null,
      ageMax: 0,
    } as const;
    return {
      ...refuse({ bad: reason, id: null, tagId, claim: null }, account, reason, request),
      identityLink: null,
      field,
    };
  }

  function stepOf(line: Line): ServerStep {
    if (line.bytes === null) return bad('too_large', source.tagId);
    const text = textOf(line);
    const fields = objectIn(text);
    if (fields === null) return bad('bad_event', source.tagId);
    const tagId = typeof fields.tag === 'string' ? fields.tag.trim().toLowerCase() : source.tagId;
    const mine = tagId === null ? undefined : sources.get(tagId);
    if (tagId === null || mine === undefined) return bad('unknown_tag', tagId, 'tag');
    const { channel: said = 'server' } = fields;
    const channel = CHANNELS.find((one) => one === said);
    if (channel === undefined) return bad('bad_event', tagId, 'channel');
    if (source.consent !== null) fields.consent ??= source.consent;
    // The same line of the same file is the same hit, however often it is read.
    const idOf = (event: ServerEvent) => derivedId(event, `${tagId} ${line.number} ${text}`);
    return serverStep(fields, { ...mine, channel, idOf });
  }

  return {
    /** The step of a line; null for one with nothing on it. */
    take(line: Line): ImportStep | null {
      return isEmpty(line) ? null : { ...stepOf(line), line: line.number };
    },
  };
}

/** What is to be written of steps: one transaction. */
export async function batchOf(
  steps: readonly ServerStep[],
  events: Pick<EventStore, 'knownAs'>,
): Promise<Batch> {
  const identityLinks: NewIdentityLink[] = [];
  const claimed = steps.flatMap(({ identityLink }) => (identityLink ? [identityLink] : []));
  for (const [accountId, links] of groupBy(claimed, (link) => link.accountId)) {
    identityLinks.push(...(await newsOf(events, accountId, links)));
  }
  return {
    hits: steps.flatMap(({ hit }) => (hit ? [hit] : [])),
    clicks: [],
    identityLinks,
    tallies: sumTallies(steps.flatMap(({ tally }) => (tally ? [tally] : []))),
  };
}

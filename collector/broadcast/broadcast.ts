import { z } from '@hono/zod-openapi';
import { TaglineError } from '../../db/error.ts';
import { type Account, BROADCAST_KINDS, type Broadcast } from '../../db/model.ts';
import type { RecordStore } from '../../db/store.ts';
import { Name } from '../lib/name.ts';

const Figure = z.number().int().min(0).max(1_000_000_000).nullable();

const fields = {
  name: Name,
  kind: z.enum(BROADCAST_KINDS),
  sentAt: z.number().int().min(0).max(4_102_444_800_000),
  requestId: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,100}$/, 'is no request id')
    .nullable(),
  aggregationUnit: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9_]{1,30}$/, 'is 1 to 30 letters, digits or _')
    .nullable(),
  conversionIds: z.array(z.number().int().positive()).max(100),
  /** The links that are in it, all of them; others leave it. */
  linkIds: z.array(z.number().int().positive()).max(1000),
  line: z.object({ delivered: Figure, opened: Figure, clicked: Figure, played: Figure }),
};

/** A new broadcast as a form says it. */
export const BroadcastIn = z
  .object({
    ...fields,
    requestId: fields.requestId.default(null),
    aggregationUnit: fields.aggregationUnit.default(null),
    conversionIds: fields.conversionIds.default([]),
    linkIds: fields.linkIds.default([]),
    line: fields.line.default({ delivered: null, opened: null, clicked: null, played: null }),
  })
  .openapi('NewBroadcast');

/** Any part of a broadcast. */
export const BroadcastChange = z.object(fields).partial().openapi('BroadcastChange');

interface Deps {
  records: RecordStore;
  now: () => number;
}

async function checkConversions({ records }: Deps, account: Account, ids: number[]): Promise<number[]> {
  const known = new Set((await records.conversions(account.id)).map((conversion) => conversion.id));
  if (!ids.every((id) => known.has(id))) {
    throw new TaglineError('invalid', 'unknown_conversion', 'There is no such custom conversion.');
  }
  return [...new Set(ids)];
}

async function checkLinks({ records }: Deps, account: Account, ids: number[]): Promise<number[]> {
  const known = new Set((await records.links(account.id)).map((link) => link.id));
  if (!ids.every((id) => known.has(id))) {
    throw new TaglineError('invalid', 'unknown_link', 'There is no such link.');
  }
  return [...new Set(ids)];
}

/** Keeps the record of a sending. */
export async function addBroadcast(
  deps: Deps,
  account: Account,
  input: z.infer<typeof BroadcastIn>,
): Promise<Broadcast> {
  const conversionIds = await checkConversions(deps, account, input.conversionIds);
  const linkIds = await checkLinks(deps, account, input.linkIds);
  return deps.records.addBroadcast({
    ...input,
    conversionIds,
    linkIds,
    accountId: account.id,
    createdAt: deps.now(),
  });
}

/** Changes a broadcast; its figures are counted anew on reading. Null where there is none. */
export async function changeBroadcast(
  deps: Deps,
  account: Account,
  id: number,
  change: z.infer<typeof BroadcastChange>,
): Promise<Broadcast | null> {
  const conversionIds = change.conversionIds && (await checkConversions(deps, account, change.conversionIds));
  const linkIds = change.linkIds && (await checkLinks(deps, account, change.linkIds));
  return deps.records.changeBroadcast(account.id, id, { ...change, conversionIds, linkIds });
}

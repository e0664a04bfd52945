import { CONVERSION_CODE_EVENT } from '../../../db/model.ts';
import { conversionCode, customEventCode } from '../../../tag/snippet.ts';
import { distinct, type Evidence, whole } from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';
import type { Found } from '../found.ts';
import type { Stub } from '../page-codes.ts';

const EVENT_NAME = /^[A-Za-z0-9_-]{1,20}$/;

/** Whether a script has run before a call does. */
function isBefore(stub: Stub, call: Found): boolean {
  if (stub.isDeferred !== call.isDeferred) return call.isDeferred;
  return stub.block < call.block;
}

/**
 * Calls that run when there is nothing yet that takes them: `lost` where that is known, `doubtful` where they run only on
 * a condition, or where a script that was not read may take them.
 */
export function lostAmong({
  live,
  codes,
}: Pick<Evidence, 'live' | 'codes'>): Pick<Evidence, 'lost' | 'doubtful'> {
  const broken = new Set(codes.broken.map(({ block }) => block));
  const lost: Found[] = [];
  const doubtful: Found[] = [];
  for (const call of live) {
    const { lacks, where, moment, faults, block } = call;
    if (lacks === null || where !== 'page' || moment === 'later') continue;
    // What is broken does not run at all, and is told as that.
    if (faults.length > 0 || broken.has(block)) continue;
    const takers = codes.stubs.filter(({ takers }) => takers.includes(lacks));
    const before = takers.filter((stub) => isBefore(stub, call));
    if (before.some(({ isRead }) => isRead)) continue;
    // A page that has one of its own has no other elsewhere.
    const mayBeTaken = before.length > 0 && !takers.some(({ isRead }) => isRead);
    (mayBeTaken || moment === 'perhaps' ? doubtful : lost).push(call);
  }
  return { lost, doubtful };
}

/** A code of ours for an event, which brings what takes its call. */
function codeOf(event: string | null, tagId: string): string[] {
  if (event === null || event === CONVERSION_CODE_EVENT) return [conversionCode({ tagId })];
  return EVENT_NAME.test(event) ? [customEventCode({ tagId, name: event })] : [];
}

/** Calls that are lost. Where nothing loads the tag, or no base code is there, that is what is told. */
export function stub(evidence: Evidence): Finding[] {
  const { live, account, starts, calls } = evidence;
  const lost = [...evidence.lost, ...evidence.doubtful];
  const isLoaded = live.some(({ kind }) => kind === 'script');
  const hasBase = starts.length > 0 || calls.some(({ kind }) => kind === 'view');
  if (lost.length === 0 || !isLoaded || !hasBase) return [];
  const events = lost.filter(({ kind }) => kind === 'event');
  const names = distinct(events.flatMap(({ event }) => event ?? []));
  const codes = account === null ? [] : events.flatMap(({ event }) => codeOf(event, account.tagId));
  const base = lost.length > events.length ? whole(evidence) : [];
  const weight = evidence.lost.length > 0 ? 'grave' : 'warning';
  return [finding('no_stub', { names, lines: distinct([...base, ...codes]), weight })];
}

import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { CHROME } from '../support/tagline.ts';
import type { Random } from './random.ts';

/** What a hit is meant to become. */
export type Kind = 'view' | 'bot' | 'bad';

/** How hits of one kind were answered. */
export interface Count {
  /** As they were meant to be: 204, or 202 or 422 with the reason. */
  answered: number;
  /** 503. */
  failed: number;
  /** Nobody said anything: they may be in the account, or not. */
  unanswered: number;
}

/** What a client knows of all that it sent: what the account of the collector is compared with. */
export interface Ledger {
  /** Every acknowledged hit id, with what `mark` was when its answer had been read. */
  acknowledged: Map<string, number>;
  /** Ids of page views that were sent and not acknowledged so far. */
  open: Set<string>;
  counts: Record<Kind, Count>;
  /** Requests that were cut off on a connection that had been answered on before. */
  cut: number;
  /** Answers that no hit may get. */
  odd: string[];
  /** Milliseconds until each answer. */
  times: number[];
}

/** The answer to one request: null where nobody gave one. */
export interface Answered {
  status: number;
  reason: string | null;
  retryAfter: number | null;
}

const MEANT: Record<Kind, [status: number, reason: string | null]> = {
  view: [204, null],
  bot: [202, 'bot'],
  bad: [422, 'bad_hit'],
};

/** Posts a body and reads the answer to its end; null where there is none. */
export function post(
  agent: Agent,
  address: string,
  body: string,
  agentName = CHROME,
  onCut: () => void = () => {},
): Promise<Answered | null> {
  return new Promise((resolve) => {
    const headers = { 'user-agent': agentName, 'content-type': 'text/plain' };
    const sent = request(`${address}/hit`, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('error', () => resolve(null));
      response.once('close', () => {
        if (!response.complete) return resolve(null);
        const { 'x-tagline-reason': reason, 'retry-after': retryAfter } = response.headers;
        resolve({
          status: response.statusCode ?? 0,
          reason: typeof reason === 'string' ? reason : null,
          retryAfter: retryAfter === undefined ? null : Number(retryAfter),
        });
      });
    });
    sent.once('error', () => {
      // A new connection may still wait to be let in when the door is closed.
      if (sent.reusedSocket) onCut();
      resolve(null);
    });
    sent.end(body);
  });
}

function newLedger(): Ledger {
  const count = () => ({ answered: 0, failed: 0, unanswered: 0 });
  return {
    acknowledged: new Map(),
    open: new Set(),
    counts: { view: count(), bot: count(), bad: count() },
    cut: 0,
    odd: [],
    times: [],
  };
}

/**
 * Many browsers in one: sends page views, events, batches, repeats, hits of bots and hits that cannot be read, and
 * writes down what was said to each. `mark` tells where the collector was when an answer had been read.
 */
export function createClient(options: { tag: string; random: Random; mark?: () => number }) {
  const { tag, random, mark = () => 0 } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const ledger = newLedger();
  const own = Math.floor(random() * 2 ** 40).toString(16);
  const known: string[] = [];
  let last = 0;

  function newId(): string {
    last += 1;
    return own + last.toString(16).padStart(32 - own.length, '0');
  }

  function fieldsOf(id: string): object {
    const visitor = random.below(20_000).toString(16).padStart(32, '0');
    const hit = { id, tag, url: `https://shop.test/p/${random.below(50)}`, age: random.below(1000), visitor };
    if (random() < 0.8) return hit;
    return { ...hit, event: 'Purchase', value: random.below(10_000), currency: 'JPY', key: `order-${id}` };
  }

  async function send(address: string, kind: Kind, ids: string[]): Promise<Answered | null> {
    const hits = kind === 'bad' ? ids.map((id) => ({ id, tag, age: 0 })) : ids.map(fieldsOf);
    if (kind === 'view') for (const id of ids) if (!ledger.acknowledged.has(id)) ledger.open.add(id);
    const since = performance.now();
    const name = kind === 'bot' ? 'Googlebot/2.1' : CHROME;
    const answer = await post(agent, address, JSON.stringify({ v: 1, hits }), name, () => {
      ledger.cut += 1;
    });
    const count = ledger.counts[kind];
    if (answer === null) {
      count.unanswered += ids.length;
      return null;
    }
    ledger.times.push(performance.now() - since);
    const { status, reason, retryAfter } = answer;
    if (status === 503) {
      count.failed += ids.length;
      if (reason !== 'storage' || retryAfter === null) ledger.odd.push(`503 ${reason} ${retryAfter}`);
      return answer;
    }
    count.answered += ids.length;
    const [meant, why] = MEANT[kind];
    if (status !== meant || reason !== why) ledger.odd.push(`${kind} got ${status} ${reason}`);
    else if (kind === 'view') {
      const at = mark();
      for (const id of ids) {
        if (!ledger.acknowledged.has(id)) ledger.acknowledged.set(id, at);
        ledger.open.delete(id);
        if (known.length < 1000) known.push(id);
        else known[random.below(1000)] = id;
      }
    }
    return answer;
  }

  function sendOne(address: string): Promise<Answered | null> {
    const dice = random();
    if (dice < 0.05) return send(address, 'bot', [newId()]);
    if (dice < 0.1) return send(address, 'bad', [newId()]);
    if (dice < 0.15) return send(address, 'view', [newId(), newId(), newId()]);
    if (dice < 0.22 && known.length > 0) return send(address, 'view', [random.pick(known)]);
    return send(address, 'view', [newId()]);
  }

  return {
    ledger,
    newId,
    /** Sends one page view of its own id, or one that is given. */
    view: (address: string, id = newId()) => send(address, 'view', [id]),
    /** Sends without a pause over some connections, until told to stop or nobody answers. */
    async load(address: string, connections: number, isOver: () => boolean = () => false): Promise<void> {
      await Promise.all(
        Array.from({ length: connections }, async () => {
          while (!isOver()) {
            const answer = await sendOne(address);
            if (answer === null) return;
            // A browser waits as long as it is told; here a part of that does.
            if (answer.status === 503) await sleep(50);
          }
        }),
      );
    },
    /** Sends what was not acknowledged again, as the tag does, until all of it is; false where it was not to be. */
    async settle(address: string, tries = 50): Promise<boolean> {
      for (let round = 0; round < tries && ledger.open.size > 0; round += 1) {
        const ids = [...ledger.open];
        const next = async (): Promise<void> => {
          for (let id = ids.pop(); id !== undefined; id = ids.pop()) await send(address, 'view', [id]);
        };
        await Promise.all(Array.from({ length: 16 }, next));
        if (ledger.open.size > 0) await sleep(100);
      }
      return ledger.open.size === 0;
    },
    close: () => agent.destroy(),
  };
}

export type Client = ReturnType<typeof createClient>;

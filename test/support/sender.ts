import { vi } from 'vitest';
import { batchOf, openPage, type PageOptions, T1, type TagPage } from './tag-page.ts';

/** A page that has only initialised its tag, for tests of how hits leave it. */
export interface Sender extends TagPage {
  /** Says a conversion. */
  convert: (params?: object) => void;
  /** How many hits each request had. */
  sizes: () => number[];
  /** The ids in each request. */
  ids: () => string[][];
}

/** Opens such a page, or one whose own calls before the script came do that. */
export async function openSender(options: PageOptions = {}): Promise<Sender> {
  const page = await openPage(options);
  if (!options.before) page.lt('init', { customerType: 'account', tagId: T1 });
  const batches = () => page.fetched.map(({ body }) => batchOf(body).hits);
  return {
    ...page,
    convert: (params = {}) => page.lt('send', 'cv', { type: 'Conversion', ...params }, [T1]),
    sizes: () => batches().map((hits) => hits.length),
    ids: () => batches().map((hits) => hits.map(({ id }) => id)),
  };
}

/** What a collector answers. */
export const answer = (status: number, headers = {}): Response => new Response(null, { status, headers });

/** A collector that says nothing until it is told to; the bodies that it got. */
export function slowCollector(): { bodies: string[]; answer: () => void } {
  const bodies: string[] = [];
  let say = () => {};
  const said = new Promise<Response>((resolve) => {
    say = () => resolve(answer(204));
  });
  vi.stubGlobal('fetch', (_: unknown, { body }: RequestInit) => {
    bodies.push(String(body));
    return said;
  });
  return { bodies, answer: () => say() };
}

/** Where hits are kept for a later page. */
export const keptHits = (): string[] =>
  Object.keys(localStorage).filter((key) => /^_tl[0-9a-f]{32}$/.test(key));

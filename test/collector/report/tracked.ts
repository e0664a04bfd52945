import { z } from 'zod';
import { FINDINGS } from '../../../collector/report/finding.ts';
import type { NewHit } from '../../../db/model.ts';
import { emptyBatch, factOf } from '../../support/facts.ts';
import { createTest } from '../../support/tagline.ts';

/* An account whose hits are made up, and what Tracking says of it. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const Code = z.object({
  event: z.string().nullable(),
  status: z.string(),
  silentAfter: z.number(),
  count: z.number(),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  lastUrl: z.string().nullable(),
});
/** What the Tracking page is told. */
export const Tracking = z.object({
  base: Code,
  conversion: Code,
  image: Code,
  events: z.array(Code),
  findings: z.array(
    z.object({
      finding: z.enum(FINDINGS),
      weight: z.string(),
      names: z.array(z.string()),
      count: z.number().nullable(),
      of: z.number().nullable(),
      hours: z.number().nullable(),
      lastAt: z.number().nullable(),
      lastUrl: z.string().nullable(),
    }),
  ),
});

export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i));

/** The program with one account, by default of shop.test in Bangkok. */
export async function openShop(change: { domains?: string[]; consent?: 'required' | 'assumed' } = {}) {
  const test = createTest();
  await test.signIn();
  const { domains = ['shop.test'], consent } = change;
  const { json } = await test.api('POST', '/accounts', { name: 'Shop', timeZone: 'Asia/Bangkok', domains });
  const { tagId } = z.object({ tagId: z.string() }).parse(json);
  if (consent) await test.api('PATCH', '/accounts/1', { consent });
  let last = 0;
  const read = async () => Tracking.parse((await test.api('GET', '/accounts/1/tracking')).json);
  return {
    test,
    tagId,
    read,
    /** A number of its own, for ids. */
    next: () => ++last,
    /** A hit of so long ago, by default a page view of the front page by a visitor of its own. */
    hit(age: number, path = '/', fields: Partial<NewHit> = {}): NewHit {
      last += 1;
      const page = { url: `https://shop.test${path}`, page: `shop.test${path}` };
      return factOf(last, 100_000 + last, test.clock.now() - age, { page, ...fields });
    },
    async keep(...hits: NewHit[]) {
      await test.store.events.append({ ...emptyBatch(), hits });
    },
    async found() {
      return (await read()).findings.map(({ finding, weight }) => `${weight} ${finding}`);
    },
  };
}

import type { First } from '../handed.ts';
import { HOP_TRY_MS, TEST_MS } from '../limits.ts';
import type { WireHopAnswer } from '../wire.ts';
import { restore } from './queued.ts';

/** Begins or goes on with the test mode, has it end after its time, and shows in the console what is sent in it. */
const test = (first: First): void => {
  if (first.$page.$test) first.$keep('trial', Date.now() + TEST_MS + first.$page.$test);
  if (`${first.$kept('trial')}` < `${Date.now()}`) first.$keep('trial');
  if (!first.$page.$test && !first.$kept('trial')) return;
  const { $post } = first.$way;
  first.$way.$post = async (route, body) => {
    const answer = await $post(route, body);
    // biome-ignore lint/suspicious/noConsole: test mode is for who looks at the console.
    console.info(
      'Tagline',
      route,
      JSON.parse(body),
      answer?.status,
      answer?.headers?.get('x-tagline-reason'),
    );
    return answer;
  };
};

/**
 * Takes from `href`, the landing address, who came here from elsewhere, and the token of the test mode; and takes up what
 * earlier pages left where that may be, for a test's hits end with it.
 */
export const land = async (first: First, href: string, isKnown: unknown): Promise<void> => {
  const hop = /[?&]tl_hop=(\w{32})/.exec(href)?.[1];
  // A yes that comes late has an address read once more, when a test is under way already.
  first.$page.$landing ?? test(first);
  if (isKnown) first.$guard(restore)(first);
  // Before a yes nothing is asked.
  first.$page.$landing = first.$page.$consent === 'denied' && hop && href;
  if (!hop || first.$page.$landing) return;
  // Once more a moment later, since the word of it may still be under way.
  for (const wait of [0, HOP_TRY_MS]) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = await first.$ask('hop', { hop, consent: first.$page.$consent });
    const who: WireHopAnswer | undefined = answer?.ok && (await answer.json?.());
    // It may be somebody else who answers, and with anything.
    if (who && /^[0-9a-f]{32}$/.test(who.visitor)) {
      first.$keepVisitor(who.visitor);
      first.$page.$click = who.click || first.$page.$click;
      break;
    }
  }
};

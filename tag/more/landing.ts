import type { First } from '../handed.ts';
import { HOP_TRY_MS, TEST_MS } from '../limits.ts';
import { WIRE_VERSION, type WireHopAnswer } from '../wire.ts';

/** Asks who came with this token; once more a moment later, since the word of it may still be under way. */
const askWho = async (first: First, hop: string): Promise<WireHopAnswer | undefined> => {
  for (const wait of [0, HOP_TRY_MS]) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = await first.$way.$post(
      'hop',
      first.$json({ v: WIRE_VERSION, hop, consent: first.$page.$consent }),
    );
    if (answer?.ok) return answer.json?.();
  }
  return undefined;
};

/** Has the test mode end after its time, and shows in the console what is sent as long as it is on. */
const test = (first: First): void => {
  if (Number(first.$kept('until')) < Date.now()) first.$keep('test');
  if (!first.$page.$test && !first.$kept('test')) return;
  const { $post } = first.$way;
  first.$way.$post = async (route, body) => {
    const answer = await $post(route, body);
    // biome-ignore lint/suspicious/noConsole: test mode is for who looks at the console.
    console.info(
      'Tagline',
      route,
      JSON.parse(body),
      // 0 where nobody answered, as in XMLHttpRequest.
      answer?.status || 0,
      answer?.headers?.get('x-tagline-reason'),
    );
    return answer;
  };
};

/** Takes from `href`, the landing address, who came here from elsewhere, and the token of the test mode. */
export const land = async (first: First, href: string): Promise<void> => {
  const hop = /[?&]tl_hop=(\w{32})/.exec(href)?.[1];
  const { $page } = first;
  if ($page.$test) {
    first.$keep('test', $page.$test);
    first.$keep('until', Date.now() + TEST_MS);
  }
  test(first);
  // Before a yes nothing is asked.
  $page.$landing = $page.$consent === 'denied' && hop && href;
  if (!hop || $page.$landing) return;
  const who = await askWho(first, hop);
  if (!who?.visitor) return;
  first.$keepVisitor(who.visitor);
  $page.$click = who.click || $page.$click;
};

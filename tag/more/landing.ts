import type { First } from '../handed.ts';
import { HOP_TRY_MS } from '../limits.ts';
import type { WireHopAnswer } from '../wire.ts';

/** Asks who came with this token; once more a moment later, since the word of it may still be under way. */
const askWho = async (first: First, hop: string): Promise<WireHopAnswer | undefined> => {
  for (const wait of [0, HOP_TRY_MS]) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = await first.$ask('hop', { hop, consent: first.$page.$consent });
    if (answer?.ok) return answer.json?.();
  }
  return undefined;
};

/** Shows in the console what is sent in test mode, and has it end where the collector takes its token for none. */
const test = (first: First): void => {
  const { $post } = first.$way;
  first.$way.$post = async (route, body) => {
    const answer = await $post(route, body);
    // All of it was stored: the token is none, or its time is over. What follows is numbered and kept as any other hit.
    if (route === 'hit' && answer?.status === 204) {
      first.$keep('test');
      first.$page.$test = '';
    }
    if (first.$page.$test || first.$kept('test'))
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
  if ($page.$test) first.$keep('test', $page.$test);
  // Once: the visitor may be asked, and say yes, only later.
  if ($page.$landing === undefined) test(first);
  // Before a yes nothing is asked.
  $page.$landing = $page.$consent === 'denied' && hop && href;
  if (!hop || $page.$landing) return;
  const who = await askWho(first, hop);
  // It may be somebody else who answers, and with anything.
  if (!who?.visitor?.[31]) return;
  first.$keepVisitor(who.visitor);
  if (who.click?.[31]) $page.$click = who.click;
};

import type { Called } from '../draft.ts';
import type { First } from '../handed.ts';
import { IMAGE_AGAIN_SECONDS, MOST_ADDRESS } from '../limits.ts';

/**
 * From now on hits go one by one in the address of an image, because the page's policy forbids requests to the
 * collector but not its images. An image comes with the collector's last word, whatever that is, and not without it.
 */
export const goByImage = (first: First): void => {
  const { $post } = first.$way;
  first.$way.$post = (route, body) => {
    if (route !== 'hit') return $post(route, body);
    const batch: { hits: Called[] } = JSON.parse(body);
    return Promise.all(
      batch.hits.map((hit) => {
        hit.flags.push('csp');
        const address = () =>
          `${first.$root()}tag.gif?hits=${encodeURIComponent(first.$json({ ...batch, hits: [hit] }))}`;
        // The hit itself matters more than all that comes with it.
        for (const name of ['props', 'title', 'referrer', 'externalId', 'key', 'value'] as const)
          if (address()[MOST_ADDRESS]) delete hit[name];
        return new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = reject;
          image.src = address();
        });
      }),
    ).then(
      () => ({ status: 204 }),
      // As if it had been said when to come again: not with each hit that follows.
      () => ({ headers: { get: () => IMAGE_AGAIN_SECONDS } }),
    );
  };
  // What was refused is told to us before it is told to those who sent it.
  setTimeout(first.$flush);
};

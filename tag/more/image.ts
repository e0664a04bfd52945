import type { Called } from '../draft.ts';
import type { First } from '../handed.ts';
import { MOST_IMAGE_PROPS } from '../limits.ts';

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
        const hits = [
          {
            ...hit,
            // Servers take addresses of so many bytes, and a letter may need nine. The hit itself matters more.
            props: first.$json(hit.props)?.[MOST_IMAGE_PROPS] ? undefined : hit.props,
            flags: [...hit.flags, 'csp'],
          },
        ];
        return new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = reject;
          image.src = new URL(
            `tag.gif?hits=${encodeURIComponent(first.$json({ ...batch, hits }))}`,
            import.meta.url,
          ).href;
        });
      }),
    ).then(() => ({ status: 204 }));
  };
  // What was refused is told to us before it is told to those who sent it.
  setTimeout(first.$flush);
};

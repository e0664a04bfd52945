import type { First } from '../more.ts';
import { goByImage } from './image.ts';
import { land } from './landing.ts';
import { linkDomains } from './link.ts';
import { restore } from './queued.ts';
import { watchRoutes } from './route.ts';
import { tell } from './tell.ts';

/** What the first file asks for: what calls said, and what it saw. */
export type Asked = Record<string, unknown> & {
  tags?: string[];
  violation?: SecurityPolicyViolationEvent;
};

/**
 * Does what only some pages ask for, with the means of the first file. Settles when hits that waited for it may go
 * on their way.
 */
export const start = async (first: First, params: Asked): Promise<void> => {
  const { spa, autoLinkDomains, idToken, tags, violation, href } = params;
  if (spa) watchRoutes(first);
  if (autoLinkDomains) linkDomains(first, `${autoLinkDomains}`);
  // Only a token is proof; any other field, a userId above all, never leaves the page.
  if (idToken) tell(first, 'identify', tags, { idToken });
  if (violation) goByImage(first, violation);
  if (href) {
    restore(first.$waiting);
    await land(first, `${href}`);
  }
};

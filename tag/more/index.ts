import type { First } from '../more.ts';
import { identify } from './identify.ts';
import { goByImage } from './image.ts';
import { land } from './landing.ts';
import { linkDomains } from './link.ts';
import { watchRoutes } from './route.ts';

/** What is not done twice, and when it is done. */
const done: Record<string, unknown> = {};

const once = (what: string, run: () => unknown): unknown => {
  if (!(what in done)) done[what] = run();
  return done[what];
};

/**
 * Does what only some pages ask for, with the means of the first file. Settles when hits that waited for it may go
 * on their way.
 */
export const start = async (first: First, params: Record<string, unknown>): Promise<void> => {
  const { spa, autoLinkDomains, idToken, tags, image } = params;
  if (spa) once('spa', () => watchRoutes(first));
  if (autoLinkDomains) linkDomains(first, `${autoLinkDomains}`);
  if (idToken) identify(first, idToken, tags);
  if (image) once('image', () => goByImage(first));
  await once('land', () => land(first));
};

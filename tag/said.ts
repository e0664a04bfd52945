import type { QueuedCall } from './lib/globals.ts';
import { tagIds } from './lib/tag-ids.ts';
import { MOST_PARTS } from './limits.ts';
import type { WireFlag } from './wire.ts';

/**
 * What a call says, in any of the shapes that sites use. Its parts are known by type, not by place: lists name tags,
 * objects hold parameters (the options of dynamic ads, `{dpa: true}`, among them), the rest are words. What stood
 * elsewhere than in LINE's own calls is told with the hit.
 */
export const said = (args: QueuedCall) => {
  const params: Record<string, unknown> = {};
  const words: unknown[] = [];
  const tags: string[] = [];
  const flags: WireFlag[] = [];
  for (const part of Array.prototype.slice.call(args, 0, MOST_PARTS)) {
    const isList = Array.isArray(part);
    const isObject = !isList && Object(part) === part;
    const ids = isObject ? [] : tagIds(part);
    // Some put the parameters into a list, too.
    const isWrapped = isList && `${part}`.includes('[object O');
    // Nothing follows the list of tags, and it is a list.
    if (tags[0] || isWrapped || (ids[0] && !isList)) flags[0] = 'swapped';
    if (isObject) Object.assign(params, part);
    else if (isWrapped)
      Object.assign(params, ...part.filter((one: unknown) => Object(one) === one && !Array.isArray(one)));
    else if (!isList && !ids[0]) words.push(part);
    tags.push(...ids);
  }
  return { params, words, tags, flags };
};

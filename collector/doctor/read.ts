import { createHash } from 'node:crypto';
import { type Part, partsOf } from './markup.ts';
import { type Call, isWorthReading, readScript, type Value } from './script.ts';
import type { Fault } from './token.ts';

/**
 * Where a code stands. `page`: it runs as the page is read. `action`: when somebody clicks. `embedded`: inside a
 * string of a script, which puts it into the page. `held`: in a script that a consent tool holds back. `comment` and
 * `text`: it never runs.
 */
export type Where = 'page' | 'action' | 'embedded' | 'held' | 'comment' | 'text';

/** One thing that was found, in the order of the page. */
export interface Found {
  /** `start` is an init, `view` a page view, `event` anything with a name, `script` the address of a tag script. */
  kind: 'script' | 'start' | 'view' | 'event' | 'image';
  where: Where;
  /** Number of the script element or tag it stands in. */
  block: number;
  inHead: boolean;
  /** As they are written, lower case; empty where none stand there to be read. */
  tagIds: string[];
  /** Whether a list of tag ids was given at all. */
  hasTags: boolean;
  /** Name of an event; null where it is not written there. */
  event: string | null;
  /** Whether a conversion call says its type. */
  hasName: boolean;
  /** Of a script or an image. */
  address: string | null;
  faults: Fault[];
  /** Of an inline script: what a policy would let it run by. */
  inline: { nonce: boolean; hash: string } | null;
}

/** What a page carries. */
export interface PageCodes {
  found: Found[];
  /** Containers of Google Tag Manager. */
  containers: string[];
  /** Content-Security-Policies that the page itself states. */
  policies: string[];
}

/** Layers of strings in strings that are followed. */
const LAYERS = 6;
/** More than this of one page says nothing new. */
const FOUND_MAX = 500;

/** Scripts that run; JSON is data that the page's own scripts may put into the page. */
const RUNS = /^(?:|module|(?:text|application)\/(?:x-)?(?:javascript|ecmascript|jscript))$/;
const DATA = /json$/;
const CONTAINER = /\bGTM-[A-Z0-9]{4,12}\b/g;

/** The place of what is being read. */
type Place = Pick<Found, 'where' | 'block' | 'inHead' | 'inline'>;

function ids(text: string): string[] {
  return text
    .split(',')
    .map((id) => id.trim().toLowerCase())
    .filter((id) => id !== '');
}

function textsIn(value: Value | undefined): string[] {
  if (value?.is === 'text') return ids(value.text);
  return value?.is === 'list' ? value.items.flatMap(textsIn) : [];
}

/** A call as what it means, read by kind of its parts as the tag does; null for none of ours. */
function meaningOf({ args, faults }: Call, place: Place): Found | null {
  const word = (value: Value | undefined) => (value?.is === 'text' ? value.text : null);
  const [first, second, ...rest] = args;
  const given = [second, ...rest].filter((value) => value !== undefined);
  const fields = given.find((value) => value.is === 'map');
  const nothing = { event: null, hasName: true, address: null, hasTags: true };
  const found = { ...place, ...nothing, faults };
  if (word(first) === 'init') {
    return { ...found, kind: 'start', tagIds: textsIn(fields?.fields.get('tagId')) };
  }
  if (word(first) !== 'send') return null;
  const list = rest.find((value) => value.is === 'list');
  const tags = { tagIds: textsIn(list), hasTags: rest.some(({ is }) => is === 'list' || is === 'other') };
  if (word(second) === 'pv') return { ...found, ...tags, kind: 'view' };
  if (word(second) !== 'cv') return null;
  const type = fields?.fields.get('type');
  const known = rest.length === 0 || rest.some(({ is }) => is === 'other') || type !== undefined;
  const event = type === undefined && !rest.some(({ is }) => is === 'other') ? 'Conversion' : word(type);
  return { ...found, ...tags, kind: 'event', event, hasName: known && rest.length > 0 };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** A reading of one page. */
class Reading implements PageCodes {
  readonly found: Found[] = [];
  readonly containers: string[] = [];
  readonly policies: string[] = [];
  private blocks = 0;
  private readonly named = new Map<string, string>();

  private add(found: Found): void {
    if (this.found.length < FOUND_MAX) this.found.push(found);
  }

  script(source: string, place: Place, layer: number): void {
    if (layer > LAYERS || !isWorthReading(source)) return;
    const { calls, addresses, inner, comments } = readScript(source, this.named);
    const plain = { tagIds: [], hasTags: true, event: null, hasName: true };
    for (const { address, fault } of addresses) {
      const faults = fault === null ? [] : [fault];
      this.add({ ...place, ...plain, kind: 'script', address, faults });
    }
    for (const call of calls) {
      const meaning = meaningOf(call, place);
      if (meaning) this.add(meaning);
    }
    const where = place.where === 'page' || place.where === 'action' ? 'embedded' : place.where;
    for (const text of inner) this.any(text, { ...place, where }, layer + 1);
    for (const text of comments) this.any(text, { ...place, where: 'comment' }, layer + 1);
  }

  /** HTML, or a script, or data. */
  private any(text: string, place: Place, layer: number): void {
    if (layer > LAYERS || !isWorthReading(text)) return;
    if (/<(?:script|img|noscript)\b/i.test(text)) this.html(text, place, layer);
    else this.script(text, place, layer);
  }

  html(html: string, outer: Place, layer: number): void {
    let inHead = outer.inHead;
    let script: Map<string, string> | null = null;
    for (const part of partsOf(html)) {
      if (part.is === 'text') {
        if (script) this.inline(script, part.text, { ...outer, inHead }, layer);
        // A page that shows a code as text does not run it.
        else {
          const where = outer.where === 'page' ? 'text' : outer.where;
          this.any(part.text, { ...outer, inHead, where, inline: null }, layer + 1);
        }
      } else if (part.is === 'comment') {
        this.any(part.text, { ...outer, inHead, where: 'comment', inline: null }, layer + 1);
      } else if (part.is === 'close') {
        script = null;
        if (part.name === 'head') inHead = false;
      } else {
        if (part.name === 'head') inHead = true;
        if (part.name === 'body') inHead = false;
        this.blocks += 1;
        this.tag(part, { ...outer, block: this.blocks, inHead, inline: null }, layer);
        const rawText = ['style', 'title', 'textarea', 'xmp'].includes(part.name);
        script = part.name === 'script' || rawText ? part.attributes : null;
        if (rawText) script?.set('type', 'none');
      }
    }
  }

  /** The text of a script element, by what a browser does with its type. */
  private inline(attributes: Map<string, string>, text: string, place: Place, layer: number): void {
    const type = (attributes.get('type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (type === 'none') return;
    if (place.where !== 'comment') this.containers.push(...(text.match(CONTAINER) ?? []));
    const at = {
      ...place,
      block: this.blocks,
      inline: { nonce: attributes.has('nonce'), hash: hashOf(text) },
    };
    if (RUNS.test(type)) this.script(text, at, layer);
    else if (DATA.test(type)) this.script(text, { ...at, where: 'embedded', inline: null }, layer);
    else
      this.script(text, { ...at, where: place.where === 'page' ? 'held' : place.where, inline: null }, layer);
  }

  private tag({ name, attributes }: Extract<Part, { is: 'open' }>, place: Place, layer: number): void {
    const source = attributes.get('src') ?? '';
    if (name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy') {
      if (place.where === 'page') this.policies.push(attributes.get('content') ?? '');
    }
    if (name === 'iframe' || name === 'script') {
      if (place.where !== 'comment') this.containers.push(...(source.match(CONTAINER) ?? []));
    }
    const plain = { hasTags: true, event: null, hasName: true, faults: [] };
    const nonce = attributes.has('nonce') ? { nonce: true, hash: '' } : null;
    if (name === 'script' && (attributes.has('data-tag-id') || isTagScript(source))) {
      const tagIds = ids(attributes.get('data-tag-id') ?? '');
      this.add({ ...place, ...plain, kind: 'script', tagIds: [], address: source, inline: nonce });
      if (attributes.has('data-tag-id')) {
        this.add({ ...place, ...plain, kind: 'start', tagIds, address: source });
        this.add({ ...place, ...plain, kind: 'view', tagIds, address: source });
      }
    }
    if (name === 'img' && /\/tag\.gif(?:\?|$)/.test(source)) this.image(source, place);
    for (const [key, value] of attributes) {
      const runs = key.startsWith('on') || /^\s*javascript:/i.test(value);
      if (runs)
        this.script(value, { ...place, where: place.where === 'page' ? 'action' : place.where }, layer);
    }
  }

  private image(source: string, place: Place): void {
    const query = new URLSearchParams(source.slice(source.indexOf('?') + 1));
    const tagIds = ids(query.get('t_id') ?? '');
    const event = query.get('e') === 'cv' ? (query.get('type') ?? 'Conversion') : null;
    const plain = { hasTags: true, hasName: true, faults: [] };
    this.add({ ...place, ...plain, kind: 'image', tagIds, event, address: source });
  }
}

/** A script that is, or wants to be, the tag. */
function isTagScript(source: string): boolean {
  return (
    /(?:^|\/)lt(?:\.[\w-]+)?\.js(?:\?|$)/i.test(source) ||
    /^(?:https?:)?\/\/(?:tr\.line\.me|tag\.line-apps\.com|s\.yjtag\.jp)\//i.test(source)
  );
}

/**
 * Reads the codes out of the HTML of a page, whatever their formatting: on one line or many, in a module, inside the
 * data of a framework, in a comment. What a page says in both its HTML and its data is there once.
 */
export function readPage(html: string): PageCodes {
  const reading = new Reading();
  reading.html(html, { where: 'page', block: 0, inHead: false, inline: null }, 0);
  const plain = reading.found.filter(({ where }) => where !== 'embedded');
  const keyOf = ({ kind, tagIds, event, address }: Found) => JSON.stringify([kind, tagIds, event, address]);
  const seen = new Set(plain.filter(({ where }) => where === 'page').map(keyOf));
  const found = reading.found.filter((one) => {
    if (one.where !== 'embedded') return true;
    const key = keyOf(one);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { found, containers: [...new Set(reading.containers)], policies: reading.policies };
}

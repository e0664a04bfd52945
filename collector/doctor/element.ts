import { type Found, PLAIN } from './found.ts';
import type { Attributes } from './markup.ts';
import { idsIn, isBlank } from './meaning.ts';
import { answerOfAttribute, badRoutes } from './option.ts';
import { inertIn, type Place, within } from './place.ts';
import { kindOf } from './script-kind.ts';
import { type Fault, SMART } from './token.ts';

/** Where a lazy loader keeps the address. */
const LAZY = /^data-(?:[\w-]+-)?src$/;

/** A script that is, or wants to be, the tag. */
function isTag(source: string): boolean {
  return (
    /(?:^|\/)lt(?:\.[\w-]+)?\.js(?:\?|$)/i.test(source) ||
    /^(?:https?:)?\/\/(?:tr\.line\.me|tag\.line-apps\.com|s\.yjtag\.jp)\//i.test(source)
  );
}

/** An address with its points as they are. */
function pointed(address: string): string {
  return address.replace(/%2e/gi, '.');
}

/**
 * An attribute as it was meant, and whether it stood in curly quotes: to a browser they are part of it, and it has the
 * address or the id of nobody.
 */
function meant(attributes: Attributes, name: string): { text: string; isSmart: boolean } {
  const text = (attributes.get(name) ?? '').trim();
  const isSmart = SMART.test(text.slice(0, 1)) || SMART.test(text.slice(-1));
  const start = SMART.test(text.slice(0, 1)) ? 1 : 0;
  const end = SMART.test(text.slice(-1)) ? -1 : undefined;
  return { text: isSmart ? text.slice(start, end) : text, isSmart };
}

/** What a script element is by its attributes. */
interface Element {
  /** Where its script comes from; null for one of its own text. */
  address: string | null;
  /** Whether its script is, or wants to be, the tag. */
  isTag: boolean;
  /** Whether a lazy loader decides when it is fetched. */
  isLazy: boolean;
}

/** Reads the attributes of a script element. */
export function elementOf(attributes: Attributes): Element {
  const given = pointed(meant(attributes, 'src').text);
  const lazy = [...attributes].find(([key]) => LAZY.test(key))?.[1] ?? '';
  const isLazy = given === '' && lazy !== '';
  const source = isLazy ? lazy : given;
  return {
    address: source === '' ? null : source,
    isTag: attributes.has('data-tag-id') || isTag(source),
    isLazy,
  };
}

/** Whether an attribute is the handler of what comes by itself as a page is opened. */
export function isOfOpening(name: string, key: string): boolean {
  if (name === 'script') return key === 'onload';
  return (name === 'body' || name === 'frameset') && (key === 'onload' || key === 'onpageshow');
}

/** What the element of a tag says by its attributes, at a place. */
export function tagAt(attributes: Attributes, outer: Place): Found[] {
  const { address, isLazy } = elementOf(attributes);
  const { use, deadBy } = kindOf(attributes);
  const place = isLazy || use !== 'run' ? inertIn(deadBy, within(outer, 'held')) : outer;
  const inline = { by: 'source' as const, nonce: attributes.get('nonce') || null, text: '' };
  const integrity = attributes.get('integrity')?.trim() || null;
  const pin = { integrity, isShared: attributes.has('crossorigin') };
  const found: Found[] = [];
  if (address !== null) found.push({ ...PLAIN, ...place, kind: 'script', address, pin, inline });
  const said = attributes.get('data-consent');
  const answer = said === undefined ? null : answerOfAttribute({ is: 'text', text: said });
  if (answer) found.push({ ...PLAIN, ...place, ...answer, kind: 'consent' });
  const bad = badRoutes(attributes.get('data-spa') ?? '');
  if (bad) found.push({ ...PLAIN, ...place, kind: 'ignored', event: bad.name, mend: bad.mend });
  const held = attributes.get('data-tag-id');
  if (held === undefined) return found;
  const { text: id, isSmart } = meant(attributes, 'data-tag-id');
  const isCurly = isSmart || meant(attributes, 'src').isSmart;
  const faults: Fault[] = isCurly ? ['smart_quotes'] : [];
  const tag = { ...PLAIN, ...place, tagIds: idsIn(id), hasTags: !isBlank(id), address, faults };
  return [...found, { ...tag, kind: 'start' }, { ...tag, kind: 'view' }];
}

/** What an image says by its address, at a place; null for one that is none of the tag's. */
export function imageAt(address: string, place: Place): Found | null {
  if (!/\/tag\.gif(?:\?|$)/.test(address)) return null;
  const query = new URLSearchParams(address.slice(address.indexOf('?') + 1));
  const event = query.get('e') === 'cv' ? (query.get('type') ?? 'Conversion') : null;
  return { ...PLAIN, ...place, kind: 'image', tagIds: idsIn(query.get('t_id') ?? ''), event, address };
}

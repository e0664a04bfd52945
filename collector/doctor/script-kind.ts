import type { Attributes } from './markup.ts';

/** The types that browsers run as plain scripts: each of them whole, and without parameters. */
const SCRIPTS =
  /^(?:(?:application|text)\/(?:x-)?(?:ecma|java)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/;
/** What Cloudflare's own loader puts before a type; it runs the script once the page is read. */
const LOADER = /^[\da-f]+-/;
/** JSON is data that the page's own scripts may put into the page; what it says of the page to search engines is not. */
const DATA = /(?<!ld\+)json$/;
/**
 * Types by which consent tools and lazy loaders keep browsers from running a script until they do so themselves, and
 * those of templates, which scripts put into the page.
 */
const HELD =
  /^(?:text\/(?:plain|partytown|[\w-]*(?:template|tmpl|handlebars|mustache|html))|javascript\/blocked|litespeed\/javascript|nitropack\/inlinescript|\w*(?:lazyload|delayed)_?(?:script|js))$/;
/** Attributes by which they know such a script, whatever type they gave it. */
const HELD_BY = /^data-(?:[\w-]*-)?(?:category|cookie\w*|consent\w*|service|usercentrics|type)(?:-|$)/;

/** What a browser does with a script element. */
export interface Kind {
  /** `held`: nothing, until something else wants it run; `dead`: nothing, ever. */
  use: 'run' | 'data' | 'held' | 'dead';
  isModule: boolean;
  /** Whether its own text runs once the page is read. */
  isLate: boolean;
  /** What makes it dead, as it is written there; else null. */
  deadBy: string | null;
}

/** The type of a script element; its language speaks where there is none. */
function typeOf(attributes: Attributes): string {
  const language = attributes.get('language') ?? '';
  const type = attributes.get('type') ?? (language === '' ? '' : `text/${language}`);
  return type === '' ? 'text/javascript' : type.trim().toLowerCase();
}

/** Whether it waits for an event that does not come, as scripts did once in one browser. */
function waitsInVain(attributes: Attributes): boolean {
  const [target, event] = [attributes.get('for'), attributes.get('event')];
  if (target === undefined || event === undefined) return false;
  return target.trim().toLowerCase() !== 'window' || !/^onload(?:\(\))?$/i.test(event.trim());
}

function written(attributes: Attributes, ...names: string[]): string {
  const [name = ''] = names.filter((one) => attributes.has(one));
  const value = attributes.get(name) ?? '';
  return value === '' ? name : `${name}="${value}"`;
}

/** The kind of a script element. */
export function kindOf(attributes: Attributes): Kind {
  const type = typeOf(attributes);
  const isModule = type === 'module';
  const isLate = isModule || LOADER.test(type);
  const kind = { isModule, isLate, deadBy: null };
  if (isModule || SCRIPTS.test(type.replace(LOADER, ''))) {
    if (!isModule && attributes.has('nomodule')) return { ...kind, use: 'dead', deadBy: 'nomodule' };
    const isVain = !isModule && waitsInVain(attributes);
    return isVain ? { ...kind, use: 'dead', deadBy: written(attributes, 'for') } : { ...kind, use: 'run' };
  }
  if (DATA.test(type)) return { ...kind, use: 'data' };
  const isHeld = HELD.test(type) || [...attributes.keys()].some((name) => HELD_BY.test(name));
  if (isHeld) return { ...kind, use: 'held' };
  return { ...kind, use: 'dead', deadBy: written(attributes, 'type', 'language') };
}

/** Whether the text of a script element is a plain script, and all of it. */
export function isPlainScript(attributes: Attributes): boolean {
  const { use, isModule } = kindOf(attributes);
  return use === 'run' && !isModule && !attributes.has('src');
}

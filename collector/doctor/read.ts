import { type Broken, type Found, isLive, type PageCodes, PLAIN, type Place, type Stub } from './found.ts';
import { type Part, partsOf } from './markup.ts';
import { idsIn, meaningOf } from './meaning.ts';
import { isWorthReading, readScript } from './script.ts';
import { syntaxFault } from './syntax.ts';

/** Layers of strings in strings that are followed. */
const LAYERS = 6;
/** More than this of one page says nothing new. */
const FOUND_MAX = 500;

/** Scripts that run, also by Cloudflare's own loader; JSON is data that the page's own scripts may put into the page. */
const RUNS = /^(?:|module|(?:[\da-f]+-)?(?:text|application)\/(?:x-)?(?:javascript|ecmascript|jscript))$/;
/** Of these, what runs once the page is read. */
const DEFERRED = /^(?:module$|[\da-f]+-)/;
const DATA = /json$/;
/** Where a lazy loader keeps the address. */
const LAZY = /^data-(?:[\w-]+-)?src$/;
const CONTAINER = /\bGTM-[A-Z0-9]{4,12}\b/g;

/** A reading of one page. */
class Reading implements PageCodes {
  readonly found: Found[] = [];
  readonly containers: string[] = [];
  readonly policies: string[] = [];
  readonly broken: Broken[] = [];
  readonly stubs: Stub[] = [];
  base: string | null = null;
  loads = false;
  private blocks = 0;
  private readonly named = new Map<string, string>();

  private add(found: Found): void {
    if (this.found.length < FOUND_MAX) this.found.push(found);
  }

  script(source: string, place: Place, layer: number): void {
    if (layer > LAYERS || !isWorthReading(source)) return;
    const { calls, leaves, loaded, inner, comments } = readScript(source, this.named);
    // What a script writes into the page runs at once, as a rule.
    if ((place.where === 'page' || place.where === 'embedded') && leaves.length > 0)
      this.stubs.push({ block: place.block, isDeferred: place.isDeferred, takers: leaves });
    for (const { address, fault, pin } of loaded) {
      const faults = fault === null ? [] : [fault];
      this.add({ ...PLAIN, ...place, kind: 'script', address, pin, faults });
    }
    for (const call of calls) {
      const meaning = meaningOf(place.where === 'action' ? { ...call, moment: 'later' } : call, place);
      if (meaning) this.add(meaning);
    }
    const where = place.where === 'page' || place.where === 'action' ? 'embedded' : place.where;
    for (const { text, sink } of inner) this.any(text, { ...place, where }, layer + 1, sink);
    for (const text of comments) this.any(text, { ...place, where: 'comment' }, layer + 1);
  }

  /** HTML, or a script, or data. */
  private any(text: string, place: Place, layer: number, sink: string | null = null): void {
    if (layer > LAYERS || !isWorthReading(text)) return;
    if (/<(?:script|img|noscript)\b/i.test(text)) this.html(text, place, layer, sink);
    else this.script(text, place, layer);
  }

  html(html: string, outer: Place, layer: number, sink: string | null = null): void {
    // What it stands in whose scripts never run, the innermost last.
    const inert: string[] = [];
    let inHead = outer.inHead;
    let script: Map<string, string> | null = null;
    let lastBlock = 0;
    // Lines of the page up to where they were counted last.
    let line = 1;
    let counted = 0;
    const lineOf = (at: number) => {
      for (; counted < at; counted += 1) if (html[counted] === '\n') line += 1;
      return line;
    };
    for (const part of partsOf(html)) {
      if (part.is === 'text') {
        if (script) {
          const before = this.found.length;
          const place = inertBy(inert.at(-1) ?? sink, { ...outer, inHead, block: lastBlock });
          this.inline(script, part.text, place, layer);
          const holdsCode = this.found.slice(before).some(isLive);
          const isJudged = layer === 0 && holdsCode && isPlainScript(script);
          const fault = isJudged ? syntaxFault(part.text, lineOf(part.start)) : null;
          if (fault) this.broken.push({ block: lastBlock, isOpen: false, ...fault });
        }
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
        if (`<${part.name}>` === inert.at(-1)) inert.pop();
      } else {
        if (part.name === 'head') inHead = true;
        if (part.name === 'body') inHead = false;
        this.blocks += 1;
        lastBlock = this.blocks;
        const place = { ...outer, block: lastBlock, inHead, inline: null };
        this.tag(part, place, layer, inert.at(-1) ?? null, sink);
        const isShadow = part.attributes.has('shadowrootmode'); // it is put into the page as it is read
        if (part.name === 'noscript' || (part.name === 'template' && !isShadow)) inert.push(`<${part.name}>`);
        const rawText = ['style', 'title', 'textarea', 'xmp'].includes(part.name);
        script = part.name === 'script' || rawText ? part.attributes : null;
        if (rawText) script?.set('type', 'none');
      }
    }
    const last = this.broken.at(-1);
    if (script && layer === 0 && last && last.block === lastBlock) last.isOpen = true;
  }

  /** The text of a script element, by what a browser does with its type. */
  private inline(attributes: Map<string, string>, text: string, place: Place, layer: number): void {
    const type = typeOf(attributes);
    if (type === 'none') return;
    if (place.where !== 'comment') this.containers.push(...(text.match(CONTAINER) ?? []));
    if (place.where === 'page' && type === 'module' && /\bimport\b/.test(text)) this.loads = true;
    const at = {
      ...place,
      isDeferred: DEFERRED.test(type),
      inline: { by: 'text' as const, nonce: attributes.get('nonce') || null, text },
    };
    if (RUNS.test(type)) this.script(text, at, layer);
    else if (DATA.test(type)) {
      const where = place.where === 'page' ? 'embedded' : place.where;
      this.script(text, { ...at, where, inline: null }, layer);
    } else this.script(text, { ...at, ...heldAt(place), inline: null }, layer);
  }

  private tag(
    { name, attributes }: Extract<Part, { is: 'open' }>,
    outer: Place,
    layer: number,
    element: string | null,
    sink: string | null,
  ): void {
    const place = inertBy(element, outer);
    const source = attributes.get('src') ?? '';
    if (name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy') {
      if (place.where === 'page') this.policies.push(attributes.get('content') ?? '');
    }
    // The first one counts.
    if (name === 'base' && place.where === 'page') this.base ??= attributes.get('href') ?? null;
    if (name === 'iframe' || name === 'script') {
      if (place.where !== 'comment') this.containers.push(...(source.match(CONTAINER) ?? []));
    }
    if (name === 'script') this.element(attributes, inertBy(element ?? sink, outer));
    // For this one it stands in noscript.
    if (name === 'img' && /\/tag\.gif(?:\?|$)/.test(source))
      this.image(source, element === '<noscript>' ? outer : place);
    for (const [key, value] of attributes) {
      const isLink = /^\s*javascript:/i.test(value);
      if (!isLink && !key.startsWith('on')) continue;
      const inline = { by: isLink ? ('link' as const) : ('handler' as const), nonce: null, text: value };
      const where = place.where === 'page' ? 'action' : place.where;
      this.script(value, { ...place, where, inline }, layer);
    }
  }

  /** A script element by its attributes: the tag itself, or one that is not read. */
  private element(attributes: Map<string, string>, outer: Place): void {
    const given = attributes.get('src') ?? '';
    const lazy = [...attributes].find(([key]) => LAZY.test(key))?.[1] ?? '';
    const isLazy = given === '' && lazy !== '';
    const source = isLazy ? lazy : given;
    const holdsId = attributes.has('data-tag-id');
    if (!holdsId && !isTagScript(source)) {
      if (source !== '' && outer.where === 'page') this.loads = true;
      return;
    }
    const isHeld = isLazy || !RUNS.test(typeOf(attributes));
    const place = { ...outer, ...(isHeld ? heldAt(outer) : {}) };
    const inline = { by: 'source' as const, nonce: attributes.get('nonce') || null, text: '' };
    // What loads beside the page is there nobody knows when.
    if (place.where === 'page' && source !== '' && !attributes.has('async')) {
      const isDeferred = attributes.has('defer') || typeOf(attributes) === 'module';
      this.stubs.push({ block: place.block, isDeferred, takers: ['_lt', '_ltq'] });
    }
    const pin = {
      integrity: attributes.get('integrity')?.trim() || null,
      isShared: attributes.has('crossorigin'),
    };
    const address = source === '' ? null : source;
    if (address !== null) this.add({ ...PLAIN, ...place, kind: 'script', address, pin, inline });
    const asked = attributes.get('data-consent') ?? '';
    if (asked !== '' && asked !== 'assumed')
      this.add({ ...PLAIN, ...place, kind: 'consent', event: 'unset' });
    if (!holdsId) return;
    const tagIds = idsIn(attributes.get('data-tag-id') ?? '');
    this.add({ ...PLAIN, ...place, kind: 'start', tagIds, address });
    this.add({ ...PLAIN, ...place, kind: 'view', tagIds, address });
  }

  private image(source: string, place: Place): void {
    const query = new URLSearchParams(source.slice(source.indexOf('?') + 1));
    const tagIds = idsIn(query.get('t_id') ?? '');
    const event = query.get('e') === 'cv' ? (query.get('type') ?? 'Conversion') : null;
    this.add({ ...PLAIN, ...place, kind: 'image', tagIds, event, address: source });
  }
}

/** The type of a script, as browsers compare it. */
function typeOf(attributes: Map<string, string>): string {
  return (attributes.get('type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** A script of its own text that is no module. */
function isPlainScript(attributes: Map<string, string>): boolean {
  const type = typeOf(attributes);
  return RUNS.test(type) && type !== 'module' && !attributes.has('src');
}

/** Something else decides when it runs. */
function heldAt({ where }: Place): Pick<Place, 'where'> {
  return { where: where === 'page' ? 'held' : where };
}

/** The place of a script, where what it stands in or is given to runs none. */
function inertBy(what: string | null, place: Place): Place {
  return what === null || !isLive(place) ? place : { ...place, where: 'inert', inertBy: what };
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
  reading.html(
    html,
    { where: 'page', inertBy: null, isDeferred: false, block: 0, inHead: false, inline: null },
    0,
  );
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
  const { broken, stubs, policies, base, loads } = reading;
  return { found, stubs, broken, containers: [...new Set(reading.containers)], policies, base, loads };
}

import { dataIn } from './data-url.ts';
import { elementOf, imageAt, isOfOpening, tagAt } from './element.ts';
import { type Found, PLAIN } from './found.ts';
import { type Lead, leadIn, refreshIn } from './lead.ts';
import { Lines } from './line.ts';
import { type Attributes, type Part, partsOf } from './markup.ts';
import { meaningsOf, meaningsOfCall } from './meaning.ts';
import { Moments } from './moment.ts';
import type { Broken, PageCodes, Policy, Stub } from './page-codes.ts';
import { inertIn, isLive, type Place, within } from './place.ts';
import { isWorthReading, type Names, readScript } from './script.ts';
import { isPlainScript, kindOf } from './script-kind.ts';
import { Surroundings } from './surroundings.ts';
import { handlerFault, type SyntaxFault, syntaxFault, wrapFault } from './syntax.ts';
import { tokensOf } from './token.ts';

/** Layers of strings in strings that are followed. */
const LAYERS = 6;
/** More than this of one page says nothing new. */
const FOUND_MAX = 500;
/** Letters of a script that leads on to another page. */
const LEADING_MAX = 5_000;
/** What says that a script is meant to call the tag. */
const CALLS = /\b_ltq?\b/;
/** Elements that ask for an image, those of AMP among them. */
const IMAGES = ['img', 'amp-img', 'amp-pixel'];
const HANDLER = /^on[a-z]+$/;
/** What says that a text is HTML: elements that matter here, and any with a handler. */
const HTML = /<(?:script|img|noscript)\b/i;
const HANDLED =
  /<[a-z][\w-]*(?:\s+(?!on[a-z]+\s*=)[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?)*\s+(?:on[a-z]+\s*=\s*["']|href\s*=\s*["']\s*javascript:)/i;
const CONTAINER = /\bGTM-[A-Z0-9]{4,12}\b|\bs\.yjtag\.jp\b/g;

/** A reading of one page: HTML, the scripts in it, and what stands in their strings again. */
export class Reading implements PageCodes {
  readonly found: Found[] = [];
  readonly containers: string[] = [];
  readonly policies: Policy[] = [];
  readonly broken: Broken[] = [];
  readonly stubs: Stub[] = [];
  base: string | null = null;
  loads = false;
  lead: Lead | null = null;
  shadow: number | null = null;
  private blocks = 0;
  private readonly names: Names = { tagIds: new Map(), aliases: new Set() };

  /** Reads HTML that stands at a place; `sink` is what it is given to, where that runs none of its scripts. */
  html(html: string, outer: Place, layer = 0, sink: string | null = null): void {
    const around = new Surroundings();
    const lines = new Lines(html);
    let block = 0;
    for (const part of partsOf(html)) {
      if (part.is === 'text') around.text(part);
      if (part.is === 'open') {
        this.blocks += 1;
        block = this.blocks;
        this.tag(part, { ...outer, block, inline: null }, layer, around, sink);
        if (layer === 0 && around.inertBy === null) this.judgeHandlers(part, block, lines);
        around.open(part);
      } else if (part.is === 'close') around.close(part);
      else if (part.is === 'comment')
        this.any(part.text, { ...outer, where: 'comment', inline: null }, layer + 1);
      else if (around.script) {
        const place = inertIn(around.inertBy ?? sink, { ...outer, block });
        const before = this.found.length;
        this.inline(around.script, part.text, place, layer);
        const isJudged = layer === 0 && isLive(place) && isPlainScript(around.script);
        const isOurs = CALLS.test(part.text) || this.found.slice(before).some(isLive);
        if (isJudged && isOurs) this.judge(part, block, lines);
      }
      // A page that shows a code as text does not run it.
      else if (!around.isStyle) this.any(part.text, { ...within(outer, 'text'), inline: null }, layer + 1);
    }
    const last = this.broken.at(-1);
    if (around.script && layer === 0 && last && last.block === block) last.isOpen = true;
  }

  /** Whether a browser could run a script that holds a code. */
  private judge({ text, start }: Extract<Part, { is: 'text' }>, block: number, lines: Lines): void {
    if (this.broken.length >= FOUND_MAX) return;
    const line = lines.at(start);
    this.breaks(block, syntaxFault(text, line) ?? wrapFault(text, line));
  }

  /** Whether it could run what stands in the attributes of an element, and calls the tag. */
  private judgeHandlers(
    { attributes, start }: Extract<Part, { is: 'open' }>,
    block: number,
    lines: Lines,
  ): void {
    if (this.broken.length >= FOUND_MAX) return;
    for (const [key, value] of attributes)
      if (HANDLER.test(key) && CALLS.test(value)) this.breaks(block, handlerFault(value, lines.at(start)));
  }

  private breaks(block: number, fault: SyntaxFault | null): void {
    if (fault) this.broken.push({ block, isOpen: false, ...fault });
  }

  private script(source: string, place: Place, layer: number): void {
    if (layer > LAYERS || !isWorthReading(source)) return;
    const script = readScript(source, this.names, layer === 0);
    const { calls, attributes, misspelt, leaves, loaded, inner, comments, shadows } = script;
    if (shadows && place.where === 'page') this.shadow ??= place.block;
    // What a script writes into the page runs at once, as a rule.
    if ((place.where === 'page' || place.where === 'embedded') && !place.waits && leaves.length > 0)
      this.stubs.push({ block: place.block, isDeferred: place.isDeferred, takers: leaves, isRead: true });
    for (const { fault, ...source } of loaded) {
      const faults = fault === null ? [] : [fault];
      this.add({ ...PLAIN, ...place, kind: 'script', ...source, faults });
    }
    // A piece of an element that is written, as `'<scr' + 'ipt src="…">'` has it.
    const isBeside = /\b(?:async|defer)\b/.test(source);
    if (place.isWritten && !isBeside && loaded.some(({ address }) => address !== null))
      this.written(place, true);
    for (const call of calls)
      for (const one of meaningsOfCall(place.waits ? { ...call, moment: 'later' } : call, place))
        this.add(one);
    for (const { name, moment } of misspelt)
      this.add({ ...PLAIN, ...place, kind: 'misspelt', event: name, moment });
    for (const attribute of attributes) for (const one of meaningsOf(attribute, place)) this.add(one);
    const where = place.where === 'page' || place.where === 'action' ? 'embedded' : place.where;
    for (const { text, sink, ...one } of inner) {
      const waits = place.waits || one.waits;
      const isWritten = one.isWritten && !waits && (layer === 0 || place.isWritten);
      this.any(text, { ...place, where, waits, isWritten }, layer + 1, sink);
    }
    for (const text of comments) this.any(text, { ...place, where: 'comment' }, layer + 1);
  }

  /** A script of another address that is written into the page: it has run before the next one does. */
  private written({ where, block, isDeferred }: Place, isRead: boolean): void {
    if (where === 'embedded' && this.stubs.length < FOUND_MAX)
      this.stubs.push({ block, isDeferred, takers: ['_lt', '_ltq'], isRead });
  }

  /** HTML, or a script, or data. */
  private any(text: string, place: Place, layer: number, sink: string | null = null): void {
    if (layer > LAYERS || !isWorthReading(text)) return;
    if (HTML.test(text) || HANDLED.test(text)) this.html(text, place, layer, sink);
    else this.script(text, place, layer);
  }

  /** The text of a script element, by what a browser does with its type. */
  private inline(attributes: Attributes, text: string, outer: Place, layer: number): void {
    const { use, isModule, isLate, deadBy } = kindOf(attributes);
    const by = deadBy ?? (attributes.has('src') && use === 'run' ? '<script src>' : null);
    const place = { ...inertIn(by, outer), isDeferred: isLate, isWritten: false };
    this.contain(text, place);
    if (place.where === 'page' && isModule && /\bimport\b/.test(text)) this.loads = true;
    const inline = { by: 'text' as const, nonce: attributes.get('nonce') || null, text };
    if (use === 'run' && place.where === 'page') this.leads(text);
    if (use === 'run') this.script(text, { ...place, inline }, layer);
    else this.script(text, { ...within(place, use === 'data' ? 'embedded' : 'held'), inline: null }, layer);
  }

  /** Whether a script leads on at once; one that does is short. */
  private leads(text: string): void {
    if (this.lead !== null || text.length > LEADING_MAX || !/\blocation\b/.test(text)) return;
    const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment');
    this.lead = leadIn(tokens, new Moments(tokens));
  }

  private tag(
    { name, attributes }: Extract<Part, { is: 'open' }>,
    outer: Place,
    layer: number,
    around: Surroundings,
    sink: string | null,
  ): void {
    const place = inertIn(around.inertBy, outer);
    const source = attributes.get('src') ?? '';
    if (place.where === 'page') this.ofPage(name, attributes, place, around);
    if (name === 'iframe' || name === 'script') this.contain(source, place);
    if (name === 'script') this.element(attributes, inertIn(around.inertBy ?? sink, outer));
    if (IMAGES.includes(name)) this.add(imageAt(source, inertIn(around.imageInertBy, outer)));
    for (const [key, value] of attributes) {
      const isLink = /^\s*javascript:/i.test(value);
      if (!isLink && !key.startsWith('on')) continue;
      const inline = { by: isLink ? ('link' as const) : ('handler' as const), nonce: null, text: value };
      const waits = place.waits || isLink || !isOfOpening(name, key);
      this.script(value, { ...within(place, 'action'), waits, isWritten: false, inline }, layer);
    }
  }

  /** What an element says of the page as a whole. */
  private ofPage(name: string, attributes: Attributes, { block }: Place, { isBody }: Surroundings): void {
    const said = attributes.get('http-equiv')?.trim().toLowerCase();
    // Browsers take none of a body.
    if (name === 'meta' && said === 'content-security-policy' && !isBody)
      this.policies.push({ block, text: attributes.get('content') ?? '' });
    if (name === 'meta' && said === 'refresh') this.lead ??= refreshIn(attributes.get('content') ?? '');
    // The first one counts.
    if (name === 'base') this.base ??= attributes.get('href') ?? null;
  }

  /** A script element by its attributes: the tag itself, or one that is not read. */
  private element(attributes: Attributes, place: Place): void {
    const { address, isTag, isLazy } = elementOf(attributes);
    const { use, isModule } = kindOf(attributes);
    const isData = /^\s*data:/i.test(address ?? '');
    const runs = !isData && !isLazy && use === 'run' && address !== null;
    // What loads beside the page is there nobody knows when.
    const isBeside = attributes.has('async');
    if (runs && !isBeside && place.where === 'page' && this.stubs.length < FOUND_MAX) {
      const isDeferred = attributes.has('defer') || isModule;
      this.stubs.push({ block: place.block, isDeferred, takers: ['_lt', '_ltq'], isRead: isTag });
    }
    if (runs && !isBeside && place.isWritten && !attributes.has('defer') && !isModule)
      this.written(place, isTag);
    const runsHere = use === 'run' && place.where === 'page' && !isLazy;
    if (runsHere && address !== null && this.data(address, attributes, place)) return;
    if (!isTag) {
      if (address !== null && place.where === 'page') this.loads = true;
      return;
    }
    for (const one of tagAt(attributes, place)) this.add(one);
  }

  /** A script whose text stands in its address, as tools that put scripts off write it; gives whether it is one. */
  private data(address: string, attributes: Attributes, place: Place): boolean {
    const text = dataIn(address);
    if (text === null) return false;
    this.contain(text, place);
    const inline = { by: 'source' as const, nonce: attributes.get('nonce') || null, text: '' };
    this.script(
      text,
      { ...place, isDeferred: attributes.has('defer') || kindOf(attributes).isLate, inline },
      0,
    );
    return true;
  }

  private contain(text: string, { where }: Place): void {
    if (where !== 'comment') this.containers.push(...(text.match(CONTAINER) ?? []));
  }

  private add(found: Found | null): void {
    if (found !== null && this.found.length < FOUND_MAX) this.found.push(found);
  }
}

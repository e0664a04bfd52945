import type { Moments } from './moment.ts';
import { hasUnreadSource } from './source.ts';
import { type Fault, type Token, unescaped } from './token.ts';

/** What a page says of the bytes that it takes as a script. */
export interface Pin {
  /** Hashes, one of which has to fit; null where none is given. */
  integrity: string | null;
  /** Whether it is fetched in a way that lets another host's bytes be looked at. */
  isShared: boolean;
}

/** The address of a script that a script loads; null where it is known only when it runs. */
export interface Loaded {
  address: string | null;
  fault: Fault | null;
  pin: Pin;
  /** Whether it is asked for as soon as the script runs. */
  isAtOnce: boolean;
}

/** An address of a script of LINE's, of ours, or of a look-alike. */
const ADDRESS =
  /^(?:https?:)?\/\/[^\s'"<>]+\/lt(?:\.[\w-]+)?\.js(?:\?[^\s'"<>]*)?$|^(?:https?:)?\/\/(?:tr\.line\.me|tag\.line-apps\.com|s\.yjtag\.jp)\/[^\s'"<>]*\.js$/i;
/** The end of one, whose host stands elsewhere. */
const END = /^\/?(?:[\w.:-]+\/){0,10}lt(?:\.[\w-]+)?\.js(?:\?[^\s'"<>]*)?$/i;
/** The end of one in a template: its scheme, what is put before it, and itself. */
const TEMPLATE = /^((?:https?:)?\/\/)?\$\{\s*((?:[\w$]+\.){0,5})([\w$]+)\s*\}(\S*)$/;
/** What is put into a template. */
const PUT_IN = /\$\{[^}]*\}/;
const HOST = /^(?:https?:)?\/\/[^\s/'"<>]+(?:\/[^\s'"<>]*)?$/i;
const BARE_HOST = /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/[^\s'"<>]*)?$/;
const SCHEME = /^(?:https?:)?\/\/$/i;
/** Pieces before a literal that are looked at. */
const BACK = 40;
/** Addresses of one script, and hosts of one name, that are kept: more say nothing new. */
const LOADED_MAX = 50;
const HOSTS_MAX = 5;

interface Candidate {
  index: number;
  /** None where it cannot be read. */
  addresses: string[];
  /** Where its expression begins. */
  start: number;
}

function join(host: string, end: string): string {
  return `${host.replace(/\/$/, '')}/${end.replace(/^\//, '')}`;
}

/** Puts together what a script has in several literals. */
class Joiner {
  private readonly tokens: readonly Token[];
  private named: Map<string, string[]> | null = null;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  text(index: number): string {
    const token = this.tokens[index];
    return token && token.kind !== 'string' ? token.text : '';
  }

  private literal(index: number): string | null {
    const token = this.tokens[index];
    return token?.kind === 'string' ? unescaped(token.text).trim() : null;
  }

  candidate(index: number): Candidate | null {
    const text = this.literal(index) ?? '';
    if (this.tokens[index]?.isComputed) return this.inTemplate(index, text);
    if (ADDRESS.test(text)) return { index, addresses: [text], start: index };
    if (!END.test(text)) return null;
    if (this.text(index - 1) === '+') return this.behindPlus(index, text);
    const isSource =
      (this.text(index - 1) === '=' && this.text(index - 2) === 'src') ||
      (this.text(index - 1) === ',' && this.literal(index - 2) === 'src');
    return isSource && text.startsWith('/') ? { index, addresses: [text], start: index } : null;
  }

  /** `${host}/lt.js`, and `https://${host}/lt.js`. */
  private inTemplate(index: number, text: string): Candidate | null {
    // What is put behind the question mark is no matter.
    const [path = ''] = text.split('?', 1);
    if (!PUT_IN.test(path)) return ADDRESS.test(path) ? { index, addresses: [path], start: index } : null;
    if (!/(?:^|[/}])lt(?:\.[\w-]+)?\.js$/i.test(path)) return null;
    const [, scheme, before = '', name, end = ''] = TEMPLATE.exec(path) ?? [];
    if (name === undefined || !END.test(end)) return { index, addresses: [], start: index };
    const ofPage = /location\.$/.test(before) && scheme === undefined;
    return { index, addresses: ofPage ? [end] : this.behindName(name, end, scheme), start: index };
  }

  /** `host + '/lt.js'`, whatever the host is written as. */
  private behindPlus(index: number, end: string): Candidate {
    const at = index - 2;
    const literals = [this.literal(at)];
    let start = at;
    if (this.text(at) === ')') {
      for (; start > at - BACK && this.text(start) !== '('; start -= 1) literals.push(this.literal(start));
    }
    const given = literals.filter((text) => text !== null);
    if (given.some((text) => SCHEME.test(text)) && !end.startsWith('/'))
      return { index, addresses: [`//${end}`], start };
    const hosts = given.filter((text) => HOST.test(text));
    if (this.tokens[at]?.kind !== 'word')
      return { index, addresses: hosts.map((host) => join(host, end)), start };
    while (this.text(start - 1) === '.') start -= 2;
    const before = this.text(start - 1) === '+' ? this.literal(start - 2) : null;
    const scheme = before !== null && SCHEME.test(before) ? before : undefined;
    const ofPage = this.text(at - 2) === 'location' && this.text(at - 1) === '.' && scheme === undefined;
    return { index, addresses: ofPage ? [end] : this.behindName(this.text(at), end, scheme), start };
  }

  /** What stands behind a name that is given a host: with its scheme, or without where that stands before it. */
  private behindName(name: string, end: string, scheme?: string): string[] {
    const hosts = this.hostsOf(name);
    if (scheme === undefined) return hosts.filter((host) => HOST.test(host)).map((host) => join(host, end));
    return hosts.filter((host) => BARE_HOST.test(host)).map((host) => scheme + join(host, end));
  }

  /** The hosts that a name is given somewhere in the script. */
  private hostsOf(name: string): string[] {
    if (this.named === null) {
      this.named = new Map();
      for (const index of this.tokens.keys()) {
        const host = this.literal(index);
        if (host === null || ADDRESS.test(host) || END.test(host)) continue;
        if (!HOST.test(host) && !BARE_HOST.test(host)) continue;
        const target = this.targetOf(index);
        if (target !== null)
          this.named.set(target, [...(this.named.get(target) ?? []), host].slice(0, HOSTS_MAX));
      }
    }
    return this.named.get(name) ?? [];
  }

  /** The name that a literal is given to: `name = … literal`, or `name: literal`. */
  private targetOf(index: number): string | null {
    if (this.text(index - 1) === ':' && ['{', ','].includes(this.text(index - 3)))
      return this.tokens[index - 2]?.text ?? null;
    for (let at = index - 1; at > index - BACK && at > 0; at -= 1) {
      if ([';', '{', '}', 'return', 'function'].includes(this.text(at))) return null;
      const isGiven = this.text(at) === '=' && this.text(at + 1) !== '=';
      if (isGiven && this.tokens[at - 1]?.kind === 'word') return this.text(at - 1);
    }
    return null;
  }
}

/** The scripts that a script loads, also where host and path stand apart, and the places where that is said. */
export function loadedBy(
  tokens: readonly Token[],
  moments: Moments,
): { loaded: Loaded[]; places: Set<number> } {
  const joiner = new Joiner(tokens);
  const all = tokens.flatMap(({ kind, text }, index) => {
    if (kind !== 'string' || !/\.js(?:\?|$)/i.test(text)) return [];
    return joiner.candidate(index) ?? [];
  });
  // LINE's `o || …`: what the code is given as its last argument is loaded instead.
  const isArgument = ({ index }: Candidate) =>
    joiner.text(index - 1) === ',' && joiner.text(index + 1) === ')';
  const isElse = ({ start }: Candidate) => joiner.text(start - 1) === '|';
  const kept = all.some(isArgument) ? all.filter((one) => !isElse(one)) : all;
  const integrity = tokens.find(({ kind, text }) => kind === 'string' && /^\s*sha\d{3}-/.test(text));
  const pin = {
    integrity: integrity?.text.trim() ?? null,
    isShared: tokens.some(({ text }) => /^crossorigin$/i.test(text)),
  };
  const loaded = kept.slice(0, LOADED_MAX).flatMap(({ index, addresses }) => {
    const fault = tokens[index]?.fault ?? null;
    const isAtOnce = moments.isAtOnce(index);
    return (addresses.length > 0 ? addresses : [null]).map((address) => ({ address, fault, pin, isAtOnce }));
  });
  if (loaded.length === 0 && hasUnreadSource(tokens))
    loaded.push({ address: null, fault: null, pin, isAtOnce: false });
  return { loaded, places: new Set(all.map(({ index }) => index)) };
}

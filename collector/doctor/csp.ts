import { createHash } from 'node:crypto';

/** A script of a page, as a policy looks at it. */
export interface Inline {
  /** The text of a script element, the address of one, a handler such as `onclick`, or a `javascript:` link. */
  by: 'text' | 'source' | 'handler' | 'link';
  nonce: string | null;
  /** What stands there, which hashes are made of. */
  text: string;
}

/** What a policy is asked about: loading from an address, or running what stands in the page itself. */
export type Wanted =
  | { load: URL; parserInserted: boolean; nonce: string | null; integrity: string | null }
  | { inline: Inline };

type Directives = Map<string, string[]>;

function read(policy: string): Directives {
  const directives: Directives = new Map();
  for (const part of policy.split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/);
    // The first of a name counts; what follows is ignored by browsers too.
    if (name !== '' && !directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), sources);
  }
  return directives;
}

const HOST = /^(?:([a-z][a-z0-9+.-]*):\/\/)?((?:\*\.)?[^/:*]+|\*)(?::(\d+|\*))?(\/.*)?$/i;

/** `http:` may be loaded safer than it was written. */
function schemeMatches(written: string, asked: string): boolean {
  return written === asked || (written === 'http:' && asked === 'https:');
}

function sourceMatches(source: string, address: URL, page: URL): boolean {
  const lower = source.toLowerCase();
  if (lower === '*') return /^https?:$/.test(address.protocol) || address.protocol === page.protocol;
  if (lower === "'self'") return address.host === page.host && schemeMatches(page.protocol, address.protocol);
  if (/^[a-z][a-z0-9+.-]*:$/.test(lower)) return schemeMatches(lower, address.protocol);
  const [, scheme, host = '', port, path] = HOST.exec(source) ?? [];
  if (host === '') return false;
  if (!schemeMatches(scheme ? `${scheme.toLowerCase()}:` : page.protocol, address.protocol)) return false;
  const name = host.toLowerCase();
  const below = name.startsWith('*.') && address.hostname.endsWith(name.slice(1));
  if (!below && name !== '*' && name !== address.hostname) return false;
  const standard = address.protocol === 'https:' ? '443' : '80';
  const asked = address.port || standard;
  const allowed = port ?? standard;
  if (allowed !== '*' && allowed !== asked && !(allowed === '80' && asked === '443')) return false;
  if (path === undefined || path === '/') return true;
  return path.endsWith('/') ? address.pathname.startsWith(path) : address.pathname === path;
}

const FALLBACK: Readonly<Record<string, readonly string[]>> = {
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'script-src-attr': ['script-src-attr', 'script-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'img-src': ['img-src', 'default-src'],
};

/** The name of a directive that may refuse what the tag needs. */
export type Directive = 'script-src' | 'script-src-attr' | 'connect-src' | 'img-src';

/** Hashes that were made: a page may ask for those of one long script by the thousand. */
const made = new WeakMap<Inline, Map<string, string>>();

/** The hash of what stands in a page, as a policy names it. Browsers read all line ends as one letter. */
export function hashOf(inline: Inline, algorithm = 'sha256'): string {
  const known = made.get(inline) ?? new Map<string, string>();
  made.set(inline, known);
  const hash =
    known.get(algorithm) ??
    createHash(algorithm).update(inline.text.replace(/\r\n?/g, '\n')).digest('base64');
  known.set(algorithm, hash);
  return `'${algorithm}-${hash}'`;
}

/** Sources that are hashes, each in the one spelling that is compared. */
function hashesIn(sources: readonly string[]): { algorithm: string; source: string }[] {
  return sources.flatMap((source) => {
    const [, name = '', hash = ''] = /^'(sha256|sha384|sha512)-([\w+/=-]+)'$/i.exec(source) ?? [];
    if (name === '') return [];
    const algorithm = name.toLowerCase();
    const plain = hash.replaceAll('-', '+').replaceAll('_', '/');
    return [{ algorithm, source: `'${algorithm}-${plain}'` }];
  });
}

function hasHash(sources: readonly string[], inline: Inline): boolean {
  return hashesIn(sources).some(({ algorithm, source }) => source === hashOf(inline, algorithm));
}

/** Whether sources name every hash that a script element has as its integrity. */
function hasIntegrity(sources: readonly string[], integrity: string | null): boolean {
  if (integrity === null) return false;
  const known = hashesIn(sources).map(({ source }) => source);
  return known.length > 0 && integrity.split(/\s+/).every((hash) => known.includes(`'${hash}'`));
}

/** Whether sources name a nonce, by its letters: page and policy come in one answer. */
function hasNonce(sources: readonly string[], nonce: string | null): boolean {
  return (
    nonce !== null && sources.some((source) => /^'nonce-/i.test(source) && source.slice(7, -1) === nonce)
  );
}

/** Whether sources let run what stands in the page itself. */
function permitsInline(sources: readonly string[], inline: Inline): boolean {
  const { by, nonce } = inline;
  const lower = sources.map((source) => source.toLowerCase());
  const isElement = by === 'text';
  if (isElement && hasNonce(sources, nonce)) return true;
  if ((isElement || lower.includes("'unsafe-hashes'")) && hasHash(sources, inline)) return true;
  const guarded = lower.some((source) => /^'(?:nonce-|sha\d+-|strict-dynamic')/.test(source));
  return lower.includes("'unsafe-inline'") && !guarded;
}

/** Whether one policy lets something happen on a page. */
function permits(policy: string, directive: Directive, wanted: Wanted, page: URL): boolean {
  const directives = read(policy);
  const name = FALLBACK[directive]?.find((one) => directives.has(one));
  const sources = name === undefined ? null : (directives.get(name) ?? []);
  if (sources === null) return true;
  if ('inline' in wanted) return permitsInline(sources, wanted.inline);
  const strict = sources.some((source) => source.toLowerCase() === "'strict-dynamic'");
  if (directive === 'script-src') {
    if (hasNonce(sources, wanted.nonce) || hasIntegrity(sources, wanted.integrity)) return true;
    // A script that may run may load others; who is written into the page needs a nonce of its own.
    if (strict) return !wanted.parserInserted;
  }
  return sources.some((source) => sourceMatches(source, wanted.load, page));
}

/** Whether every policy of a page lets something happen. */
export function isPermitted(
  policies: readonly string[],
  directive: Directive,
  wanted: Wanted,
  page: URL,
): boolean {
  return policies.every((policy) => permits(policy, directive, wanted, page));
}

/** Whether a policy has the browser ask by https for whatever the page names by http. */
export function upgrades(policies: readonly string[]): boolean {
  return policies.some((policy) => read(policy).has('upgrade-insecure-requests'));
}

/** Whether a policy takes no plain text as the address of a script that a script loads. */
export function wantsTrustedTypes(policies: readonly string[]): boolean {
  return policies.some((policy) => read(policy).get('require-trusted-types-for')?.includes("'script'"));
}

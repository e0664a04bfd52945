/** What a policy is asked about: loading from an address, or running what stands in the page itself. */
export type Wanted = { load: URL; parserInserted: boolean } | { inline: { nonce: boolean; hash: string } };

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
  'connect-src': ['connect-src', 'default-src'],
  'img-src': ['img-src', 'default-src'],
};

/** The name of a directive that may refuse what the tag needs. */
export type Directive = 'script-src' | 'connect-src' | 'img-src';

/**
 * Whether one policy lets something happen on a page. Of nonces only their presence is known: a page that puts one
 * on the script will have written the right one.
 */
function permits(policy: string, directive: Directive, wanted: Wanted, page: URL): boolean {
  const directives = read(policy);
  const name = FALLBACK[directive]?.find((one) => directives.has(one));
  const sources = name === undefined ? null : (directives.get(name) ?? []);
  if (sources === null) return true;
  const lower = sources.map((source) => source.toLowerCase());
  const strict = lower.includes("'strict-dynamic'");
  const guarded = lower.some((source) => /^'(?:nonce-|sha\d+-)/.test(source));
  if ('inline' in wanted) {
    const { nonce, hash } = wanted.inline;
    if (nonce && guarded) return true;
    if (sources.includes(`'sha256-${hash}'`)) return true;
    return lower.includes("'unsafe-inline'") && !guarded && !strict;
  }
  // A script that may run may load others; who is written into the page needs a nonce of its own.
  if (strict && directive === 'script-src') return !wanted.parserInserted;
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

/** Whether a policy takes no plain text as the address of a script that a script loads. */
export function wantsTrustedTypes(policies: readonly string[]): boolean {
  return policies.some((policy) => read(policy).get('require-trusted-types-for')?.includes("'script'"));
}

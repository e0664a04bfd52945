import { scriptCode } from '../../../tag/snippet.ts';
import { PATH } from '../../../tag/wire.ts';
import { type Directive, hashOf, type Inline, isPermitted, wantsTrustedTypes } from '../csp.ts';
import { distinct, type Evidence, isLines, type LoadedScript, policiesOf, servedAmong } from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';
import type { Found } from '../found.ts';

/** The policies that hold when a script or an image is asked for: what is asked for later falls under all of them. */
function policiesFor(evidence: Evidence, { isAtOnce, isDeferred, block }: Found): string[] {
  return policiesOf(evidence, isAtOnce && !isDeferred ? block : undefined);
}

/** Scripts that may be the tag: ours, or where our address is not known any that is not LINE's. */
function tagsAmong(evidence: Evidence): LoadedScript[] {
  if (evidence.origin !== null) return servedAmong(evidence);
  return evidence.scripts.filter((one) => !isLines(one)).slice(0, 1);
}

/** Where the tag will send to: beside its script, as the page has it; else where we are. Null where neither is known. */
function collectorOf(evidence: Evidence): string | null {
  const [script] = tagsAmong(evidence);
  return script ? new URL('.', script.address).href.replace(/\/$/, '') : evidence.origin;
}

/** Whether a script stands in the page with its address, and is not loaded by another. */
function isWritten({ found }: LoadedScript): boolean {
  return found.where === 'page' && found.inline?.by !== 'text';
}

/** How a policy refuses the tag itself: by its address, or for want of the right nonce; null where it lets it in. */
function refusalOf(evidence: Evidence, collector: string): 'address' | 'nonce' | null {
  type Element = Pick<Inline, 'nonce'> & { integrity: string | null };
  const permits = (policies: string[], load: URL, element: Element | null) => {
    const { nonce = null, integrity = null } = element ?? {};
    const wanted = { load, parserInserted: element !== null, nonce, integrity };
    return isPermitted(policies, 'script-src', wanted, evidence.url);
  };
  const may = ({ found, address }: LoadedScript, element: Element | null) =>
    permits(policiesFor(evidence, found), address, element);
  const scripts = tagsAmong(evidence).filter(({ found }) => found.where === 'page');
  if (scripts.length === 0) {
    const isTaken = permits(policiesOf(evidence), new URL(collector + PATH.script), null);
    return isTaken ? null : 'address';
  }
  const elementOf = (one: LoadedScript) =>
    isWritten(one)
      ? { nonce: one.found.inline?.nonce ?? null, integrity: one.found.pin?.integrity ?? null }
      : null;
  if (scripts.some((one) => may(one, elementOf(one)))) return null;
  // With a nonce of its own, or where only nonces count, another host in the policy is not what it wants.
  const isStrict = scripts.some((one) => isWritten(one) && may(one, null));
  return isStrict || scripts.some((one) => elementOf(one)?.nonce) ? 'nonce' : 'address';
}

/**
 * Whether the policies refuse what the tag loads where more is asked of it, which stands beside it: a policy may name the
 * file of the tag and no other. What a script asks for has the nonce of that script.
 */
function refusesMore(evidence: Evidence, collector: string): boolean {
  const nonce = tagsAmong(evidence).find(isWritten)?.found.inline?.nonce ?? null;
  const wanted = { load: new URL(`${collector}/lt-more.js`), parserInserted: false, nonce, integrity: null };
  return !isPermitted(policiesOf(evidence), 'script-src', wanted, evidence.url);
}

/** What the page's policies refuse to the collector. */
function ofCollector(evidence: Evidence, collector: string): Finding[] {
  const { url, starts, calls, live } = evidence;
  const refusal = refusalOf(evidence, collector);
  const image = live.find(({ kind, where }) => kind === 'image' && where === 'page');
  const all = policiesOf(evidence);
  const sent: [Directive, string, string[]][] = [
    ['connect-src', PATH.hit, all],
    ['img-src', PATH.image, image ? policiesFor(evidence, image) : all],
  ];
  const refused = sent.flatMap(([directive, path, policies]) => {
    const load = new URL(collector + path);
    const wanted = { load, parserInserted: false, nonce: null, integrity: null };
    return isPermitted(policies, directive, wanted, url) ? [] : [directive];
  });
  const host = new URL(collector).origin; // where the codes say, there may be a path behind it
  const isMore = refusal === null && refusesMore(evidence, collector);
  const isGrave = starts.length + calls.length > 0 && (refusal !== null || refused.length > 0);
  const weight = isGrave ? 'grave' : 'warning';
  const directives = [...(refusal === 'address' || isMore ? ['script-src'] : []), ...refused];
  const lines = directives.map((directive) => `${directive} ${host}`);
  return [
    ...(lines.length > 0 ? [finding('csp', { lines, weight })] : []),
    ...(refusal === 'nonce' ? [finding('csp_nonce', { weight })] : []),
  ];
}

/** What the page's policies refuse of what stands in the page itself: each block of code, and each handler. */
function ofCodes(evidence: Evidence): Finding[] {
  const { live, url } = evidence;
  const isRefused = ({ inline, block }: Found) => {
    if (inline === null || inline.by === 'source') return false;
    // A handler is asked about when it is wanted, the text of a script where it stands.
    const policies = policiesOf(evidence, inline.by === 'text' ? block : undefined);
    const directive = inline.by === 'handler' ? 'script-src-attr' : 'script-src';
    return !isPermitted(policies, directive, { inline }, url);
  };
  const judged = live.filter(
    ({ where, kind }) => (where === 'page' || where === 'action') && kind !== 'image' && kind !== 'ignored',
  );
  // Many calls stand in one script.
  const asked = new Map(judged.map((one) => [one.inline, one]));
  const inlines = new Set([...asked.values()].filter(isRefused).map(({ inline }) => inline));
  const refused = judged.flatMap(({ inline, event }) =>
    inline !== null && inlines.has(inline) ? [{ inline, event }] : [],
  );
  const elements = refused.filter(({ inline }) => inline.by === 'text');
  const handlers = refused.filter(({ inline }) => inline.by !== 'text');
  // With another nonce than that of the policy it is the nonce that is wrong.
  const isStale = (nonce: string | null) =>
    nonce !== null && policiesOf(evidence).some((policy) => /'nonce-/i.test(policy));
  const stale = elements.filter(({ inline }) => isStale(inline.nonce));
  const plain = elements.filter(({ inline }) => !isStale(inline.nonce));
  const hashes = (found: typeof refused) => distinct(found.map(({ inline }) => hashOf(inline)));
  const names = distinct(handlers.flatMap(({ event }) => event ?? []));
  return [
    ...(stale.length > 0
      ? [finding('csp_nonce', { names: distinct(stale.map(({ inline }) => `nonce="${inline.nonce}"`)) })]
      : []),
    ...(plain.length > 0
      ? [finding('csp_inline', { lines: [`script-src ${hashes(plain).join(' ')}`] })]
      : []),
    ...(handlers.length > 0
      ? [
          finding('csp_handler', {
            names,
            lines: [`script-src 'unsafe-hashes' ${hashes(handlers).join(' ')}`],
          }),
        ]
      : []),
  ];
}

/** A policy that takes no addresses from scripts. */
function ofTrust(evidence: Evidence): Finding[] {
  const { page, scripts, account, origin } = evidence;
  const inPage = scripts.find(({ found }) => found.where === 'page');
  // A page may have a rule of its own for every address.
  const hasRule = /\.createPolicy\(\s*['"`]default['"`]/.test(page.html);
  if (!inPage || isWritten(inPage) || hasRule) return [];
  if (!wantsTrustedTypes(policiesFor(evidence, inPage.found))) return [];
  const isKnown = account !== null && origin !== null;
  const lines = isKnown ? [scriptCode({ origin, tagId: account.tagId, consent: account.consent })] : [];
  return [finding('trusted_types', { lines })];
}

/** What the page's policies refuse. */
export function policy(evidence: Evidence): Finding[] {
  const collector = collectorOf(evidence);
  if (collector === null) return [];
  const found = [...ofCollector(evidence, collector), ...ofCodes(evidence), ...ofTrust(evidence)];
  // The nonce is one mistake, whatever it keeps from running.
  const last = found.findLastIndex(({ finding }) => finding === 'csp_nonce');
  return found.filter(({ finding }, index) => finding !== 'csp_nonce' || index === last);
}

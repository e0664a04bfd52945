import { scriptCode } from '../../../tag/snippet.ts';
import { PATH } from '../../../tag/wire.ts';
import { type Directive, hashOf, type Inline, isPermitted, wantsTrustedTypes } from '../csp.ts';
import { distinct, type Evidence, isLines, type LoadedScript, servedAmong } from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';

/** The policies of a page, by its header and by itself. */
function policiesOf({ page, codes }: Evidence): string[] {
  return [...(page.headers['content-security-policy'] ?? '').split(','), ...codes.policies];
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
  const policies = policiesOf(evidence);
  const may = (load: URL, element: (Pick<Inline, 'nonce'> & { integrity: string | null }) | null) => {
    const { nonce = null, integrity = null } = element ?? {};
    const wanted = { load, parserInserted: element !== null, nonce, integrity };
    return isPermitted(policies, 'script-src', wanted, evidence.url);
  };
  const scripts = tagsAmong(evidence).filter(({ found }) => found.where === 'page');
  if (scripts.length === 0) return may(new URL(collector + PATH.script), null) ? null : 'address';
  const elementOf = (one: LoadedScript) =>
    isWritten(one)
      ? { nonce: one.found.inline?.nonce ?? null, integrity: one.found.pin?.integrity ?? null }
      : null;
  if (scripts.some((one) => may(one.address, elementOf(one)))) return null;
  // With a nonce of its own, or where only nonces count, another host in the policy is not what it wants.
  const isStrict = scripts.some((one) => isWritten(one) && may(one.address, null));
  return isStrict || scripts.some((one) => elementOf(one)?.nonce) ? 'nonce' : 'address';
}

/** What the page's policies refuse to the collector. */
function ofCollector(evidence: Evidence, collector: string): Finding[] {
  const { url, starts, calls } = evidence;
  const policies = policiesOf(evidence);
  const weight = starts.length + calls.length > 0 ? 'grave' : 'warning';
  const refusal = refusalOf(evidence, collector);
  const sent: [Directive, string][] = [
    ['connect-src', PATH.hit],
    ['img-src', PATH.image],
  ];
  const refused = sent.flatMap(([directive, path]) => {
    const load = new URL(collector + path);
    const wanted = { load, parserInserted: false, nonce: null, integrity: null };
    return isPermitted(policies, directive, wanted, url) ? [] : [directive];
  });
  const host = new URL(collector).origin; // where the codes say, there may be a path behind it
  const directives = [...(refusal === 'address' ? ['script-src'] : []), ...refused];
  const lines = directives.map((directive) => `${directive} ${host}`);
  return [
    ...(lines.length > 0 ? [finding('csp', { lines, weight })] : []),
    ...(refusal === 'nonce' ? [finding('csp_nonce', { weight })] : []),
  ];
}

/** What the page's policies refuse of what stands in the page itself: each block of code, and each handler. */
function ofCodes(evidence: Evidence): Finding[] {
  const { live, url } = evidence;
  const policies = policiesOf(evidence);
  const isRefused = (inline: Inline) => {
    const directive = inline.by === 'handler' ? 'script-src-attr' : 'script-src';
    return inline.by !== 'source' && !isPermitted(policies, directive, { inline }, url);
  };
  const judged = live.filter(
    ({ where, kind }) => (where === 'page' || where === 'action') && kind !== 'image' && kind !== 'ignored',
  );
  // Many calls stand in one script.
  const inlines = new Set(distinct(judged.flatMap(({ inline }) => inline ?? [])).filter(isRefused));
  const refused = judged.flatMap(({ inline, event }) =>
    inline !== null && inlines.has(inline) ? [{ inline, event }] : [],
  );
  const elements = refused.filter(({ inline }) => inline.by === 'text');
  const handlers = refused.filter(({ inline }) => inline.by !== 'text');
  // With another nonce than that of the policy it is the nonce that is wrong.
  const isStale = (nonce: string | null) =>
    nonce !== null && policies.some((policy) => /'nonce-/i.test(policy));
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
  if (!inPage || isWritten(inPage) || hasRule || !wantsTrustedTypes(policiesOf(evidence))) return [];
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

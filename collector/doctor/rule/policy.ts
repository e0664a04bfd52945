import { scriptCode } from '../../../tag/snippet.ts';
import { PATH } from '../../../tag/wire.ts';
import { type Directive, isPermitted, wantsTrustedTypes } from '../csp.ts';
import { type Evidence, isLines, servedAmong } from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';

/** Where the tag will send to: beside its script, as the page has it; else where we are. Null where neither is known. */
function collectorOf(evidence: Evidence): string | null {
  const { origin, scripts } = evidence;
  const script =
    servedAmong(evidence)[0] ?? (origin === null ? scripts.find((one) => !isLines(one)) : undefined);
  return script ? new URL('.', script.address).href.replace(/\/$/, '') : origin;
}

/** What the page's policies refuse to the collector. */
export function policy(evidence: Evidence): Finding[] {
  const { page, codes, url, starts, calls, scripts, account, origin } = evidence;
  const policies = [...(page.headers['content-security-policy'] ?? '').split(','), ...codes.policies];
  const collector = collectorOf(evidence);
  if (collector === null) return [];
  const weight = starts.length + calls.length > 0 ? 'grave' : 'warning';
  const inPage = scripts.find(({ found }) => found.where === 'page');
  const parserInserted = inPage !== undefined && (inPage.found.inline?.hash ?? '') === '';
  const paths: [Directive, string][] = [
    ['script-src', PATH.script],
    ['connect-src', PATH.hit],
    ['img-src', PATH.image],
  ];
  const host = new URL(collector).origin; // where the codes say, there may be a path behind it
  const refused = paths.filter(([directive, path]) => {
    if (directive === 'script-src' && parserInserted && inPage?.found.inline?.nonce) return false;
    const wanted = { load: new URL(collector + path), parserInserted };
    return !isPermitted(policies, directive, wanted, url);
  });
  const lines = refused.map(([directive]) => `${directive} ${host}`);
  const found = lines.length > 0 ? [finding('csp', { lines, weight })] : [];
  const inline = [...starts, ...calls].find(({ where, inline }) => where === 'page' && inline?.hash)?.inline;
  if (inline && !isPermitted(policies, 'script-src', { inline }, url)) {
    found.push(finding('csp_inline', { lines: [`script-src 'sha256-${inline.hash}'`] }));
  }
  // A page may have a rule of its own for every address.
  const hasRule = /\.createPolicy\(\s*['"`]default['"`]/.test(page.html);
  if (inPage && !parserInserted && wantsTrustedTypes(policies) && !hasRule) {
    const isKnown = account !== null && origin !== null;
    const lines = isKnown ? [scriptCode({ origin, tagId: account.tagId, consent: account.consent })] : [];
    found.push(finding('trusted_types', { lines }));
  }
  return found;
}

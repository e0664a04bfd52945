import { isListed } from '../lib/listed.ts';
import { upgrades } from './csp.ts';
import { distinct, type Evidence, isLines, type Owner, oursAmong, policiesOf, whole } from './evidence.ts';
import type { FetchedPage } from './fetch.ts';
import { type Finding, finding, WEIGHTS } from './finding.ts';
import { keyOf } from './found.ts';
import { type Broken, baseOf, type PageCodes } from './page-codes.ts';
import { isLive } from './place.ts';
import { answer, isSeen, leadsOn } from './rule/answer.ts';
import { base, conversion, parts } from './rule/call.ts';
import { consent } from './rule/consent.ts';
import { policy } from './rule/policy.ts';
import { pin, script, second } from './rule/script.ts';
import { lostAmong, stub } from './rule/stub.ts';
import { tagId } from './rule/tag-id.ts';

/** Scripts that cannot be run, but for one that goes on where the page was cut. */
function brokenOf({ codes, page }: Evidence): Broken[] {
  return codes.broken.filter(({ isOpen }) => !(isOpen && page.cut));
}

/** Whether a page loads the tag of this server, or where its address is not known what may be that. */
function hasTag(evidence: Evidence): boolean {
  const { origin, scripts } = evidence;
  return origin === null ? scripts.some((one) => !isLines(one)) : oursAmong(evidence).length > 0;
}

/** There is nothing that runs: why. */
function missing(evidence: Evidence): Finding[] {
  const { codes, live, calls, starts, inert } = evidence;
  if (inert.length > 0 || calls.length > 0 || starts.length > 0) return [];
  if (brokenOf(evidence).length > 0 || live.some(({ kind }) => kind === 'misspelt')) return [];
  const lines = whole(evidence);
  if (live.some(({ kind }) => kind === 'image')) return [finding('image_only', { lines })];
  const dead = codes.found
    .filter(({ kind }) => kind !== 'script' && kind !== 'consent')
    .filter((one) => !live.includes(one));
  if (dead.some(({ where }) => where === 'comment')) return [finding('commented_out', { lines })];
  if (dead.length > 0) return [finding('code_as_text', { lines })];
  if (codes.containers.length > 0) return [finding('in_container', { names: codes.containers })];
  // What was not read, or where it leads, may have one.
  if (evidence.page.cut || leadsOn(evidence).length > 0) return [];
  // What a script brings along that was not read, nobody knows.
  const weight = codes.loads ? 'warning' : 'grave';
  return [finding(hasTag(evidence) ? 'no_page_view' : 'no_code', { lines, weight })];
}

/** What a script may take a code out of: a template, or a type that it knows and browsers do not. */
const TAKEN_OUT = /^(?:<template>|(?:type|language)="(?!.*(?:script|js)))/i;

/** What stands where it cannot run. */
function stopped(evidence: Evidence): Finding[] {
  const { inert, codes, page } = evidence;
  if (inert.length === 0) return [];
  const names = distinct(inert.flatMap(({ inertBy }) => inertBy ?? []));
  // Once a script has taken it out, it runs.
  const mayRun =
    (codes.loads || /\.content\b/.test(page.html)) && names.every((name) => TAKEN_OUT.test(name));
  const lines = inert.some(({ kind }) => kind !== 'event') ? whole(evidence) : [];
  return [finding('never_runs', { names, lines, weight: mayRun ? 'warning' : 'grave' })];
}

function damaged(evidence: Evidence): Finding[] {
  const { live } = evidence;
  const faults = distinct(live.flatMap((found) => found.faults));
  const lines = whole(evidence);
  // What broke a script has a better word where one of these did it.
  const known = new Set(live.flatMap(({ faults, block }) => (faults.length > 0 ? [block] : [])));
  const [broken] = brokenOf(evidence).filter(({ block }) => !known.has(block));
  const names = broken ? [`${broken.line}: ${broken.text}`, broken.why] : [];
  return [
    ...faults.map((fault) => finding(fault, { lines })),
    ...(broken ? [finding('broken_code', { names, lines })] : []),
  ];
}

function site({ account, url }: Evidence): Finding[] {
  if (account === null) return [];
  if (account.domains.length === 0) return [finding('all_sites_taken')];
  const host = url.hostname.replace(/\.$/, '');
  return isListed(account.domains, host) ? [] : [finding('unlisted_page', { names: [host], lines: [host] })];
}

/** What of the page did not come, or was not read: where nothing was found until then, nobody can say that it is fine. */
function unread({ cut, late }: Evidence['page'], live: Evidence['live']): Finding[] {
  const weight = live.length === 0 ? 'warning' : 'note';
  if (late) return [finding('page_late', { weight })];
  return cut && live.length === 0 ? [finding('page_cut', { weight })] : [];
}

function rest({ page, live, calls, starts }: Evidence): Finding[] {
  const all = [...starts, ...calls];
  const held = all.length > 0 && all.every(({ where }) => where === 'held');
  return [...(held ? [finding('held_back')] : []), ...unread(page, live)];
}

const RULES = [
  answer,
  leadsOn,
  missing,
  stopped,
  damaged,
  tagId,
  script,
  pin,
  second,
  stub,
  base,
  parts,
  conversion,
  consent,
  policy,
  site,
  rest,
];

function isHtml({ headers, html }: FetchedPage): boolean {
  const type = headers['content-type'];
  return type === undefined ? /^\s*</.test(html) : /html|xml/i.test(type);
}

/** An address as the browser asks for it. */
function asked(address: URL, policies: readonly string[]): URL {
  if (address.protocol !== 'http:' || !upgrades(policies)) return address;
  const upgraded = new URL(address);
  upgraded.protocol = 'https:';
  return upgraded;
}

/** Every finding about a page, the grave first. */
export function examine(page: FetchedPage, codes: PageCodes, owner: Owner): Finding[] {
  const url = new URL(page.url);
  const live = codes.found.filter(isLive);
  const base = baseOf(codes, url);
  const scripts = live.flatMap((found) => {
    const { kind, address } = found;
    if (kind !== 'script' || address === null || !URL.canParse(address, base)) return [];
    return [{ found, address: asked(new URL(address, base), policiesOf({ page, codes }, found.block)) }];
  });
  const running = new Set(live.map(keyOf));
  const inert = codes.found.filter(
    (one) =>
      one.where === 'inert' &&
      ['script', 'start', 'view', 'event'].includes(one.kind) &&
      !running.has(keyOf(one)),
  );
  const evidence: Evidence = {
    ...owner,
    page,
    url,
    codes,
    live,
    calls: live.filter(({ kind }) => kind === 'view' || kind === 'event'),
    starts: live.filter(({ kind }) => kind === 'start'),
    scripts,
    inert,
    ...lostAmong({ live, codes }),
  };
  if (!isSeen(evidence)) return answer(evidence);
  const found = isHtml(page)
    ? RULES.flatMap((rule) => rule(evidence))
    : [...answer(evidence), finding('not_html', { names: [page.headers['content-type'] ?? ''] })];
  return found.sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}

import { PATH } from '../../../tag/wire.ts';
import {
  distinct,
  type Evidence,
  isLines,
  type LoadedScript,
  oursAmong,
  SERVED,
  servedAmong,
} from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';
import type { Found } from '../found.ts';

/** Where no address is known that could be copied. */
const ANY_ORIGIN = 'https://HOST';
const BUILD = /^lt\.(\d+)\.js$/;
/** The build of the day. */
const MOVING = PATH.script.slice(1);

function numberOf(build: string): number {
  return Number(BUILD.exec(build)?.[1] ?? 0);
}

function plain({ address: { origin, pathname } }: LoadedScript): string {
  return origin + pathname;
}

/** Why no script of this server is loaded. */
function foreign({ scripts, live, inert }: Evidence, lines: string[]): Finding[] {
  const ofLine = scripts.some(isLines);
  if (live.some(({ kind, address }) => kind === 'script' && address === null))
    return [finding('unread_script', { lines }), ...(ofLine ? [finding('both_scripts')] : [])];
  // It is told where it stands.
  if (scripts.length === 0 && inert.some(({ kind }) => kind === 'script')) return [];
  const names = distinct(scripts.map(({ address }) => address.host));
  if (names.length === 0) return [finding('no_script', { lines })];
  return [finding(ofLine ? 'line_script' : 'other_script', { names, lines })];
}

/** What is said of LINE's script beside ours: the shadow code has only those calls go to both that stand below it. */
function shadowOf({ codes: { shadow }, calls, starts }: Evidence): Finding {
  const isAbove = ({ where, moment, block }: Found) =>
    where === 'page' && moment !== 'later' && shadow !== null && block < shadow;
  const above = [...starts, ...calls].filter(isAbove);
  if (above.length === 0) return finding('both_scripts');
  return finding('shadow_below', { names: distinct(above.flatMap(({ event }) => event ?? [])) });
}

/** Which script the codes load. */
export function script(evidence: Evidence): Finding[] {
  const { scripts, calls, starts, origin, url } = evidence;
  if (calls.length + starts.length === 0) return [];
  const lines = [`${origin ?? ANY_ORIGIN}${PATH.script}`];
  // Without an address of our own, any that is not LINE's may be ours.
  const ours = origin === null ? scripts.filter((one) => !isLines(one)) : oursAmong(evidence);
  if (ours.length === 0) return foreign(evidence, lines);
  const found = scripts.some(isLines) ? [shadowOf(evidence)] : [];
  const served = origin === null ? ours : servedAmong(evidence);
  if (served.length === 0)
    return [...found, finding('wrong_address', { names: distinct(ours.map(plain)), lines })];
  // Also on a page without TLS: who is led on from http to https says nothing on the way.
  const isSecure = url.protocol === 'https:' || origin?.startsWith('https:');
  if (isSecure && served.every(({ address }) => address.protocol === 'http:')) {
    found.push(
      finding('insecure_script', { names: distinct(served.map(({ address }) => address.href)), lines }),
    );
  }
  return found;
}

/** The name of a file at the end of an address. */
function fileOf({ pathname }: URL): string {
  return pathname.slice(pathname.lastIndexOf('/') + 1);
}

/** The tag of another server beside ours: whichever is there first takes every call, and tells its own server alone. */
export function second(evidence: Evidence): Finding[] {
  const { origin, scripts, url, starts, calls } = evidence;
  if (origin === null || servedAmong(evidence).length === 0) return [];
  const ours = oursAmong(evidence);
  const others = scripts.filter((one) => {
    // What the site has under this name on its own host may be anything.
    const isTheirs = !ours.includes(one) && !isLines(one) && one.address.host !== url.host;
    return isTheirs && SERVED.test(fileOf(one.address));
  });
  if (others.length === 0) return [];
  // What stands in one piece with codes is a tag; what is loaded by itself has only its name.
  const blocks = new Set([...starts, ...calls].map(({ block }) => block));
  const isTag = others.some(({ found }) => blocks.has(found.block));
  const names = distinct(others.map(({ address }) => address.host));
  return [finding('second_collector', { names, weight: isTag ? 'grave' : 'warning' })];
}

/** The file that changes with every build has a hash: if that is right, then until the next one. */
function moving(integrity: string, builds: Evidence['builds']): Finding {
  const [latest] = builds.toSorted((a, b) => numberOf(b.name) - numberOf(a.name));
  const isRight = latest !== undefined && integrity.split(/\s+/).includes(latest.integrity);
  const lines = latest ? [latest.name, `integrity="${latest.integrity}"`] : [];
  return finding('moving_integrity', { names: [MOVING], lines, weight: isRight ? 'warning' : 'grave' });
}

/** What is wrong with a script that is pinned to a numbered build. */
function pinned({ found, address }: LoadedScript, { builds, url }: Evidence): Finding[] {
  const name = fileOf(address);
  const { integrity, isShared } = found.pin ?? { integrity: null, isShared: true };
  const names = [name];
  if (integrity !== null && !isShared && address.origin !== url.origin)
    return [finding('no_crossorigin', { names, lines: ['crossorigin="anonymous"'] })];
  if (!BUILD.test(name)) return integrity === null || name !== MOVING ? [] : [moving(integrity, builds)];
  const build = builds.find((one) => one.name === name);
  if (!build) return [finding('no_build', { names })];
  const hashes = integrity?.split(/\s+/) ?? [];
  // Of several hashes the strongest kind counts; ours are of this one.
  if (hashes.length === 0 || !hashes.every((hash) => hash.startsWith('sha384-'))) return [];
  if (hashes.includes(build.integrity)) return [];
  return [finding('wrong_integrity', { names, lines: [`integrity="${build.integrity}"`] })];
}

/** What is wrong with the first of our scripts that is pinned. */
export function pin(evidence: Evidence): Finding[] {
  return servedAmong(evidence)
    .flatMap((one) => pinned(one, evidence))
    .slice(0, 1);
}

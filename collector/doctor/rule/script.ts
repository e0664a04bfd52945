import { PATH } from '../../../tag/wire.ts';
import { distinct, type Evidence, isLines, type LoadedScript, oursAmong } from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';

/** Where no address is known that could be copied. */
const ANY_ORIGIN = 'https://HOST';
const BUILD = /^lt\.(\d+)\.js$/;

/** Which script the codes load. */
export function script(evidence: Evidence): Finding[] {
  const { scripts, calls, starts, origin, url, inert } = evidence;
  if (calls.length + starts.length === 0) return [];
  const lines = [`${origin ?? ANY_ORIGIN}${PATH.script}`];
  const ofLine = scripts.some(isLines);
  // Without an address of our own, any that is not LINE's may be ours.
  const ours = origin === null ? scripts.filter((one) => !isLines(one)) : oursAmong(evidence);
  if (ours.length === 0) {
    // It is told where it stands.
    if (scripts.length === 0 && inert.some(({ kind }) => kind === 'script')) return [];
    const names = distinct(scripts.map(({ address }) => address.host));
    return [
      finding(ofLine ? 'line_script' : names.length > 0 ? 'other_script' : 'no_script', { names, lines }),
    ];
  }
  const found = ofLine ? [finding('both_scripts')] : [];
  if (url.protocol === 'https:' && ours.every(({ address }) => address.protocol === 'http:')) {
    found.push(
      finding('insecure_script', { names: distinct(ours.map(({ address }) => address.href)), lines }),
    );
  }
  return found;
}

/** What is wrong with a script that is pinned to a numbered build. */
function pinned({ found, address }: LoadedScript, { builds, url }: Evidence): Finding[] {
  const name = address.pathname.slice(address.pathname.lastIndexOf('/') + 1);
  const { integrity, isShared } = found.pin ?? { integrity: null, isShared: true };
  const names = [name];
  if (integrity !== null && !isShared && address.origin !== url.origin)
    return [finding('no_crossorigin', { names, lines: ['crossorigin="anonymous"'] })];
  if (!BUILD.test(name)) return [];
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
  return oursAmong(evidence)
    .flatMap((one) => pinned(one, evidence))
    .slice(0, 1);
}

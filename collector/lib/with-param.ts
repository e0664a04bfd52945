/**
 * An address with one query parameter set; every other byte stays as somebody wrote it. An older value of the same
 * name goes: whoever copied the address of a landing brought it along. `name` and `value` are plain letters and digits.
 */
export function withParam(address: string, name: string, value: string): string {
  const hash = address.indexOf('#');
  const old = new RegExp(`([?&])${name}=[^&]*&?`, 'g');
  const before = (hash < 0 ? address : address.slice(0, hash)).replace(old, '$1');
  const fragment = hash < 0 ? '' : address.slice(hash);
  const between = before.includes('?') ? (/[?&]$/.test(before) ? '' : '&') : '?';
  return `${before}${between}${name}=${value}${fragment}`;
}

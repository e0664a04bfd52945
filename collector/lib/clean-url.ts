/** Parameters that carry proof of who somebody is; LINE asks that they never reach analytics. */
const SECRET = /^(liff\..*|access_token|id_token|context_token|tl_click)$/i;
/** `user:password@` before a host. */
const USER = /^(https?:\/\/)[^/?]*@/i;
const EMAIL = /[a-z0-9._%+-]+(?:@|%40)[a-z0-9-]+(?:\.[a-z0-9-]+)+/gi;

/**
 * Cuts from an address what must not be kept: the fragment, a password, tokens, `code` with `state`, e-mail addresses.
 * The rest stays as the site wrote it, byte for byte. The tag has done the same before sending.
 */
export function cleanUrl(url: string): string {
  const [whole = ''] = url.split('#', 1);
  const address = whole.replace(USER, '$1');
  const mark = address.indexOf('?');
  if (mark < 0) return address.replace(EMAIL, 'EMAIL');
  const pairs = address.slice(mark + 1).split('&');
  const names = new Set(pairs.map(nameOf));
  const login = names.has('code') && names.has('state');
  const kept = pairs.filter((pair) => {
    const name = nameOf(pair);
    return !SECRET.test(name) && !(login && (name === 'code' || name === 'state'));
  });
  const query = kept.length > 0 ? `?${kept.join('&')}` : '';
  return (address.slice(0, mark) + query).replace(EMAIL, 'EMAIL');
}

function nameOf(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name; // not decodable, so it is none of the names we look for
  }
}

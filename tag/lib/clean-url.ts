/**
 * `url` without what must not leave the browser: the fragment, the parameters of LIFF and LINE Login
 * (their tokens among them), our own click parameter, and e-mail addresses, also percent-encoded ones. All
 * else stays byte for byte, because reports group by address. At most 2,048 characters.
 */
export const cleanUrl = (url: string): string =>
  url
    .replace(/#.*/, '')
    // Each parameter gets its & in front, the first one too.
    .replace('?', '?&')
    .replace(/&(liff\.|((access|id)_token|tl_click)=)[^&]*/g, '')
    // A sign-in answer carries both; either alone may well be the page's own (a coupon code, a US state).
    .replace(/&code=[^&]*(.*)&state=[^&]*|&state=[^&]*(.*)&code=[^&]*/, '$1$2')
    .replace(/\?(&|$)/, (_, first) => first && '?')
    // The local part is bounded, so that a long token without an @ costs no quadratic search.
    .replace(/[\w.+%-]{1,64}(@|%40)[\w.-]+\.[a-z]{2,}/gi, 'EMAIL')
    .slice(0, 2048);

/** A text without what must not be kept, and how many pieces were cut from it. */
export interface Cleaned {
  text: string;
  cuts: number;
}

/** Parameters that carry proof of who somebody is (LINE asks that they never reach analytics), and our own. */
const SECRET = /^(liff\..*|access_token|id_token|context_token|tl_click|tl_hop|tl_test)$/i;
/** What a sign-in is answered with, where both are there. */
const ANSWER = /^(code|state)$/i;
/** The same in a query, or in an address that one of its parameters carries. */
const CODE = /(?:^|[?&]|%3F|%26)code(?:=|%3D)/i;
const STATE = /(?:^|[?&]|%3F|%26)state(?:=|%3D)/i;
/** `user:password@` before a host. */
const USER = /^(https?:\/\/)[^/?#]*@/i;
/** The local part is bounded, so that a long text without an @ costs no quadratic search. */
const EMAIL = /[a-z0-9._%+-]{1,64}(?:@|%40)[a-z0-9.-]+\.[a-z]{2,}/gi;
/** A phone number begins with a + or one 0 and is no date; letters and digits around it make it something else. */
const PHONE =
  /(?<![\w.,-])(?:\+(?!20\d\d[-.]?[01]\d[-.]?[0-3]\d(?!\d))|0(?=[1-9])(?!\d[-.]\d\d[-.]))(?:[-. ()+]{0,2}\d){8,13}(?!\w)/g;
/** Fourteen to nineteen digits as cards have them, alone or in groups: of thirteen are articles, every tenth with a check digit. */
const CARD = /(?<![\w.,-])[2-6](?:[- +]?\d){13,18}(?!\w)/g;

/** A Japanese keyboard's full-width signs; behind a digit it writes a hyphen in many ways. */
const WIDE = /[！-～]/g;
const BEYOND_ASCII = /[^ -~]/;
const WIDE_HYPHEN = /(?<=\d)[ー―‐−](?=\d)/g;

/** Whether there can be anything to cut at all: in most addresses and titles, which every hit brings, there is not. */
const MAYBE_URL = /[?#@＠]|%40/;
const MAYBE_TITLE = /[@＠０-９]|%40|\d/;
/** The same of a parameter: an address of its own, an e-mail address, a coded or a wide sign, or digits enough for somebody's number. */
const MAYBE_PAIR = /[?@%＠０-９]|\d(?:\D{0,2}\d){7}/;

/** Whether the last digit is the check digit of the others: Luhn, ISO/IEC 7812-1 annex B. */
export function hasCheckDigit(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((all, digit, place) => {
    const worth = place % 2 === 1 ? digit * 2 : digit;
    return all + (worth > 9 ? worth - 9 : worth);
  }, 0);
  return sum % 10 === 0;
}

/** `text` in narrow letters, one for one, so that what is found there stands at the same place in `text`. */
function narrowed(text: string): string {
  // Most addresses are not looked at three times more for what they cannot hold.
  if (!BEYOND_ASCII.test(text)) return text;
  return text
    .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('　', ' ')
    .replace(WIDE_HYPHEN, '-');
}

/** Whether a wide ＠ stands before where something takes place: `LIVE＠Zepp.Tokyo`. */
function isPlace(found: string, written: string): boolean {
  return written.includes('＠') && /@.*[A-Z]/.test(found);
}

/** Counts what it cuts. */
function createKnife() {
  let cuts = 0;
  const take = (word: string) => {
    cuts += 1;
    return word;
  };
  /** `text` with what `pattern` finds in it, however wide it is written, in other words; all else as it is. */
  const cut = (text: string, pattern: RegExp, wordOf: (found: string, written: string) => string): string => {
    let clean = '';
    let end = 0;
    for (const { 0: found, index } of narrowed(text).matchAll(pattern)) {
      const word = wordOf(found, text.slice(index, index + found.length));
      if (word === found) continue;
      clean += text.slice(end, index) + word;
      end = index + found.length;
    }
    return clean + text.slice(end);
  };
  return {
    get cuts() {
      return cuts;
    },
    take,
    emails: (text: string) =>
      cut(text, EMAIL, (found, written) => (isPlace(found, written) ? found : take('EMAIL'))),
    numbers: (text: string) =>
      cut(
        cut(text, PHONE, () => take('NUMBER')),
        CARD,
        (number) => (hasCheckDigit(number) ? take('NUMBER') : number),
      ),
  };
}
type Knife = ReturnType<typeof createKnife>;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not decodable, so it is looked at as it stands
  }
}

/** A parameter as it is meant. What leads from one sign-in page to the next is coded once for each. */
function plainOf(pair: string): string {
  // Behind a coded letter a + is a space, and begins no phone number.
  const once = decoded(pair.replace(/(?<=%..)\+/g, ' '));
  return /%(?:25)*[2-7]\w/.test(once) ? decoded(decoded(once)) : once;
}

/** The parameters of a query that are no secrets. */
function openPairs(query: string, isSecret: (name: string) => boolean, knife: Knife): string[] {
  return query.split('&').filter((pair) => {
    const [name = ''] = pair.split('=', 1);
    if (!isSecret(decoded(name))) return true;
    if (pair !== name) knife.take('');
    return false;
  });
}

function queryOf(pairs: readonly string[]): string {
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function cleanPair(pair: string, isSecret: (name: string) => boolean, knife: Knife): string {
  if (!MAYBE_PAIR.test(pair)) return pair;
  const plain = plainOf(pair);
  // It may carry an address with a query of its own.
  const [, before = plain, query, after = ''] = /^([^?]*)\?([^#]*)(.*)$/s.exec(plain) ?? [];
  const open = query === undefined ? '' : queryOf(openPairs(query, isSecret, knife));
  const clean = knife.numbers(knife.emails(before + open + after));
  // Only what was cut is written anew; all else stays as the site wrote it, byte for byte.
  if (clean === plain) return pair;
  return plain === pair ? clean : encodeURIComponent(clean).replace('%3D', '=');
}

function cleanQuery(query: string, isSecret: (name: string) => boolean, knife: Knife): string {
  return queryOf(openPairs(query, isSecret, knife).map((pair) => cleanPair(pair, isSecret, knife)));
}

function cleanAddress(url: string, own: readonly string[], knife: Knife): string {
  const [, path = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? [];
  // A sign-in answer carries both; either alone may well be the page's own (a coupon code, a US state).
  const login = query !== undefined && CODE.test(query) && STATE.test(query);
  const isSecret = (name: string) =>
    SECRET.test(name) ||
    (login && ANSWER.test(name)) ||
    own.some((one) => one.toLowerCase() === name.toLowerCase());
  const clean = knife.emails(path) + (query === undefined ? '' : cleanQuery(query, isSecret, knife));
  // The tag leaves a fragment only where the site said that its routes stand there.
  if (fragment.length < 2) return clean;
  const [, sign, route = ''] = /^(#[/!]+)(.*)$/s.exec(fragment) ?? [];
  // LIFF's answer may stand there before the router has seen it.
  if (sign && /^[^?/&=]+=/.test(route)) return clean + sign + cleanQuery(route, isSecret, knife).slice(1);
  if (sign) return clean + sign + cleanAddress(route, own, knife);
  knife.take('');
  return clean;
}

/**
 * Cuts from an address what must not be kept: the fragment (but no route), a password, tokens, `code` with `state`, the
 * parameters of `own`, e-mail addresses, and in its query phone and card numbers. The rest stays as the site wrote it,
 * byte for byte. The tag has done the same before sending.
 */
export function cleanUrl(url: string, own: readonly string[] = []): Cleaned {
  if (!MAYBE_URL.test(url)) return { text: url, cuts: 0 };
  const knife = createKnife();
  const text = cleanAddress(
    url.replace(USER, (_, scheme: string) => knife.take(scheme)),
    own,
    knife,
  );
  return { text, cuts: knife.cuts };
}

/** Cuts e-mail addresses, phone and card numbers from a title. */
export function cleanTitle(title: string): Cleaned {
  if (!MAYBE_TITLE.test(title)) return { text: title, cuts: 0 };
  const knife = createKnife();
  const text = knife.numbers(knife.emails(title));
  return { text, cuts: knife.cuts };
}

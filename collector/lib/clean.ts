/** A text without what must not be kept, and how many pieces were cut from it. */
export interface Cleaned {
  text: string;
  cuts: number;
}

/** Parameters that carry proof of who somebody is (LINE asks that they never reach analytics), and our own. */
const SECRET = /^(liff\..*|access_token|id_token|context_token|tl_click|tl_hop|tl_test)$/i;
/** What a sign-in is answered with, where both are there. */
const ANSWER = /^(code|state)$/i;
/**
 * What a parameter stands behind, how often that was encoded, and all up to the next: an address may carry another, and
 * that one more. A fragment's sign may be that of a route, where LIFF's answer comes before the router has seen it.
 */
const PARAMETER = /([?&]|#[/!]*|(%(?:25)*)(?:3F|26|23))((?:[^?&#%]|%(?!(?:25)*(?:3F|26|23)))*)/gi;
const EQUALS = /=|%(?:25)*3D/i;
/** What belongs to no name: markup writes a & in five letters, and a route begins with a sign. */
const BEFORE_NAME = /^(?:amp;|[/!])+/i;
/** `user:password@` before a host. */
const USER = /^(https?:\/\/)[^/?#]*@/i;
/** The local part is bounded, so that a long text without an @ costs no quadratic search. */
const EMAIL = /[a-z0-9._%+-]{1,64}(?:@|%(?:25)*40)[a-z0-9.-]+\.[a-z]{2,}/gi;
/**
 * A number begins behind no letter, digit or hyphen, which make it something else, and behind a dot only where that ends
 * a word: else it is decimals. What was cut is no word.
 */
const BEGIN = String.raw`(?<![\w-]|(?:^|[ -@]|NUMBER)\.)`;
/** A phone number begins with a + or one 0 and is no date. What a comma and a + lead may be a second coordinate. */
const PHONE = new RegExp(
  String.raw`${BEGIN}(?:(?<!,(?=\+\d+\.))\+(?!20\d\d[-.]?[01]\d[-.]?[0-3]\d(?!\d))|0(?=[1-9])(?!\d[-.]\d\d[-.]))(?:[-. ()+]{0,2}\d){8,13}(?!\w)`,
  'g',
);
/** Fourteen to nineteen digits as cards have them, alone or in groups: of thirteen are articles, every tenth with a check digit. */
const CARD = new RegExp(String.raw`${BEGIN}[2-6](?:[- +]?\d){13,18}(?!\w)`, 'g');

/** A Japanese keyboard's full-width signs; behind a digit it writes a hyphen in many ways. */
const WIDE = /[！-～]/g;
const BEYOND_ASCII = /[^ -~]/;
const WIDE_HYPHEN = /(?<=\d)[ー―‐−](?=\d)/g;

/** Whether there can be anything to cut at all: in most addresses and titles, which every hit brings, there is not. */
const MAYBE_URL = /[?&#@＠]|%(?:25)*(?:3F|26|23|40|EF)/i;
const MAYBE_EMAIL = /[@＠]|%(?:25)*40/;
const MAYBE_TITLE = /[@＠０-９]|%(?:25)*40|\d/;
/** The same of a parameter: an e-mail address, a coded or a wide sign, or digits enough for somebody's number. */
const MAYBE_PAIR = /[@%＠０-９]|\d(?:\D{0,2}\d){7}/;
/** The same of a path that was looked at as it stands: a wide sign, which browsers encode. */
const MAYBE_PATH = /＠|%(?:25)*EF/i;

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
      MAYBE_EMAIL.test(text)
        ? cut(text, EMAIL, (found, written) => (isPlace(found, written) ? found : take('EMAIL')))
        : text,
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

/** A text as it is meant. What leads from one sign-in page to the next is coded once for each. */
function plainOf(text: string): string {
  const once = decoded(text);
  return /%[\da-f]{2}/i.test(once) ? decoded(decoded(once)) : once;
}

/** An address, or what another carries, without the parameters that are secrets; all else as it is, byte for byte. */
function withoutSecrets(url: string, isSecret: (name: string) => boolean, knife: Knife): string {
  // What led the first of those that were just cut, and how often it was encoded.
  let lead = '';
  let depth: number | null = null;
  return url.replace(PARAMETER, (_, sign: string, coded: string | undefined, rest: string) => {
    const deep = coded?.length ?? 0;
    // To the value of what was cut belongs a question mark, and all that is encoded more often.
    if (depth !== null && (deep > depth || (deep === depth && /[?F]$/i.test(sign)))) return '';
    // It leads what follows the last, but no fragment.
    if (deep !== depth || /[3#]/.test(sign)) lead = sign;
    depth = null;
    const name = rest.split(EQUALS, 1)[0] ?? '';
    // Without a value it says nothing, but as the route of a fragment it may be one.
    if (name === rest && !/^[?&]/.test(sign)) return lead + rest;
    if (!isSecret(nameOf(name))) return lead + rest;
    depth = deep;
    return name === rest ? '' : knife.take('');
  });
}

function nameOf(name: string): string {
  return plainOf(name).replace(BEFORE_NAME, '');
}

/** The names of all parameters in an address, and in those that it carries. */
function namesIn(url: string): string[] {
  return [...url.matchAll(PARAMETER)]
    .map(([, , , rest = '']) => rest.split(EQUALS, 2))
    .flatMap(([name = '', value]) => (value === undefined ? [] : [nameOf(name).toLowerCase()]));
}

function cleanPath(path: string, knife: Knife): string {
  const clean = knife.emails(path);
  if (!MAYBE_PATH.test(clean)) return clean;
  return clean
    .split('/')
    .map((segment) => {
      const plain = plainOf(segment);
      const open = knife.emails(plain);
      // Only what was cut is written anew.
      return open === plain ? segment : encodeURI(open).replace(/[/?#]/g, encodeURIComponent);
    })
    .join('/');
}

function cleanPair(pair: string, knife: Knife): string {
  if (!MAYBE_PAIR.test(pair)) return pair;
  // Behind a coded letter a + is a space, and begins no phone number.
  const plain = plainOf(pair.replace(/(?<=%..)\+/g, ' '));
  const clean = knife.numbers(knife.emails(plain));
  // Only what was cut is written anew; all else stays as the site wrote it, byte for byte.
  if (clean === plain) return knife.emails(pair);
  return plain === pair ? clean : encodeURIComponent(clean).replace('%3D', '=');
}

function cleanQuery(query: string, knife: Knife): string {
  return query
    .split('&')
    .map((pair) => cleanPair(pair, knife))
    .join('&');
}

/** An address without e-mail addresses, and its query without numbers. */
function withoutPersons(url: string, knife: Knife): string {
  const [, path = '', query, fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? [];
  const clean = cleanPath(path, knife) + (query === undefined ? '' : `?${cleanQuery(query, knife)}`);
  const [, sign, route = ''] = /^(#[/!]+)(.*)$/s.exec(fragment) ?? [];
  if (!sign) return clean;
  // LIFF's answer may stand there before the router has seen it.
  if (/^[^?/&=]+=/.test(route)) return clean + sign + cleanQuery(route, knife);
  return clean + sign + withoutPersons(route, knife);
}

function cleanAddress(url: string, own: readonly string[], knife: Knife): string {
  // A sign-in answer carries both; either alone may well be the page's own (a coupon code, a US state).
  const login = /code/i.test(url) && /state/i.test(url) ? namesIn(url) : [];
  const answered = login.includes('code') && login.includes('state');
  const isSecret = (name: string) =>
    SECRET.test(name) ||
    (answered && ANSWER.test(name)) ||
    own.some((one) => one.toLowerCase() === name.toLowerCase());
  // The tag leaves a fragment only where the site said that its routes stand there.
  const open = url.replace(/#(?![/!]).*/s, (fragment) => (fragment === '#' ? '' : knife.take('')));
  return withoutPersons(withoutSecrets(open, isSecret, knife), knife);
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

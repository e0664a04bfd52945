/** Characters of an address. */
const MOST = 2048;

/** Pieces that were cut since the last `cleaned` began. */
let cuts: number;

/** Names of parameters that this site cuts beside those that always are, each with a | before it. */
let own = '';
/** A fragment that is cut: every one, as long as no init said that the site's routes stand there. */
let fragment = /#.*/;

/** Whether something in a text of small letters is to be cut, or may be: one of these stands in it, or so many digits. */
const mayHold = (text: string): unknown =>
  `#|@|%40|2540|liff|_token|tl_|state${own}`.split('|').some((sign) => text.includes(sign)) ||
  [...text].filter((char) => char > '/' && char < ':')[7];

/** What an init says of addresses: `cut`, names of parameters, and `spa: 'hash'`. */
export const readAddresses = ({ cut, spa }: Record<string, unknown>): void => {
  // A name of other letters is no plain one: as an expression it would cut others.
  if (cut)
    for (const name of `${cut}`.toLowerCase().split(/[\s,;|]+/)) if (/^[\w-]+$/.test(name)) own += `|${name}`;
  if (spa === 'hash') fragment = /#(?![!/]).*/;
};

const mark = (word: string): string => {
  cuts++;
  return word;
};

// The local part is bounded, so that a long token without an @ costs no quadratic search.
const cutEmails = (text: string) =>
  text.replace(/[\w.+%-]{1,64}(@|%(25)*40)[\w.-]+\.[a-z]{2,}/gi, () => mark('EMAIL'));

/**
 * Text may be percent-encoded. A phone number begins with a + or one 0 and is no date; behind an encoded letter a + is a
 * space, and so it is where a comma leads to a second coordinate. What a dot leads is a number's decimals, but not behind
 * a word. A card's has a check digit, and 14 digits or more, since every tenth article number has one too.
 */
const cutNumbers = (text: string) =>
  text.replace(
    /(^|%..(?!\+)|,(?!\+\d+\.)|[^ -@]\.|[^\w.,-])(((\+|%2B)(?!20\d\d[-.]?[01]\d[-.]?[0-3]\d(?!\d))|0(?=[1-9])(?!\d[-.]\d\d[-.]))(([-. ()+]|%2\d){0,2}\d){8,13}|[2-6](([- +]|%20)?\d){13,18})(?!\w)/gi,
    (all, before: string, number: string, phone?: string) => {
      let sum = 0;
      // Luhn: every second digit from the right counts twice, and its tens are added to its ones.
      [...number.replace(/%20|\D/g, '')].reverse().forEach((digit, place) => {
        sum += (place % 2 && (Number(digit) * 2) % 9) || Number(digit);
      });
      return sum % 10 && !phone ? all : before + mark('NUMBER');
    },
  );

/** Names of our own parameters. */
export const OURS = 'tl_(click|hop|test)';

/**
 * What a parameter stands behind, and in the second group how often that was encoded: an address may carry another, and
 * that one more. Behind the sign of a route as well, where LIFF's answer comes before the router has seen it.
 */
const SIGN = '([?&]|#[/!]*|(%(?:25)*)(?:3F|26|23))';

/** Where a parameter of one of these names (a regular expression) begins, also behind a & that was written for markup. */
const parameter = (names: string) => RegExp(`${SIGN}(amp(;|%3B))?(${names})(=|%(25)*3D)`, 'i');

/** `url` without the parameters of these names (a regular expression), all other bytes as they are. */
export const without = (url: string, names: string): string => {
  const cut = parameter(names);
  // What led the first of those that were just cut, and how often it was encoded; nothing is as often as ~.
  let lead = '';
  let depth = '~';
  return url.replace(
    RegExp(`${SIGN}([^]*?)(?=${SIGN}|$)`, 'gi'),
    (piece: string, sign: string, coded = '', rest: string) => {
      // To the value of what was cut belongs a question mark, and all that is encoded more often.
      if (coded > depth || (coded === depth && /[?F]$/i.test(sign))) return '';
      // It leads what follows the last, but no fragment.
      if (coded < depth || /[3#]/.test(sign)) lead = sign;
      depth = '~';
      if (!cut.test(piece)) return lead + rest;
      depth = coded;
      return mark('');
    },
  );
};

/**
 * `url` without what must not leave the browser: the fragment, the parameters of LIFF and LINE Login (their tokens
 * among them) and those of the site's list, our own parameters, e-mail addresses, and in its query phone and card
 * numbers. All else stays byte for byte, because reports group by address. At most 2,048 characters.
 */
export const cleanUrl = (url: string): string =>
  cutEmails(
    without(
      url.replace(fragment, () => mark('')),
      // A sign-in answer carries both; either alone may well be the page's own (a coupon code, a US state).
      `liff\\.[^=&%]*|(access|id|context)_token|${OURS}${own}${
        parameter('code').test(url) && parameter('state').test(url) ? '|code|state' : ''
      }`,
    ),
  )
    .replace(/\?[^#]*/g, cutNumbers)
    .slice(0, MOST);

/**
 * Address, address before and title of a page as they may leave the browser, and how many pieces were cut. Most pages
 * carry nothing, which one look tells: the expressions that cut cost more than all else here when they first run.
 */
export const cleaned = (url: string, referrer: string, title: string) => {
  cuts = 0;
  return mayHold((url + referrer + title).toLowerCase())
    ? {
        url: cleanUrl(url),
        referrer: cleanUrl(referrer),
        title: cutNumbers(cutEmails(title)).slice(0, MOST),
        cuts: cuts || undefined,
      }
    : { url: url.slice(0, MOST), referrer: referrer.slice(0, MOST), title: title.slice(0, MOST) };
};

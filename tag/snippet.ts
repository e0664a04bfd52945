import { PATH } from './wire.ts';

/** What a code is rendered for: the collector's origin and the account's tag id. */
export interface SnippetOptions {
  /** Where the collector's routes stand: `https://host[:port]`, or with a path behind it, without a slash at the end. */
  origin: string;
  /** Tag id, a UUID. */
  tagId: string;
}

/** LINE's names for who runs the tag: a LINE Official Account, or LINE Ads. Both measure alike here. */
export type CustomerType = 'account' | 'lap';

/** A numbered build of the tag, which never changes. */
export interface PinnedBuild {
  /** File name, `lt.3.js`. */
  name: string;
  /** Value of the integrity attribute: the page refuses any other bytes. */
  integrity: string;
}

/** What a page may ask for; nothing of it stands in a code unless it is given. */
export interface InstallOptions {
  /** `required`: nothing is sent or kept until the site's own `_lt('consent','granted')`. */
  consent?: 'assumed' | 'required';
  /** Page views of a single-page app: by its history calls, or by routes behind `#/` or `#!`. */
  spa?: 'history' | 'hash' | undefined;
  /** Domains that a visitor is known on as one, when a link leads from one to another. */
  linkDomains?: readonly string[];
  /** Query parameters to cut from addresses in the browser; what is no plain word is left for the server to cut. */
  cut?: readonly string[];
  /** Loads this build instead of the one that moves. */
  build?: PinnedBuild | null | undefined;
}

/** Takes calls until the tag has loaded; in each code, so that their order on the page does not matter. */
const STUB = 'g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};';

/**
 * The base code: one line for the head of every page. Loads the tag, counts the page view, and counts it by
 * image where scripts are off. Where consent is required it begins with a "not yet", which the site's own
 * `_lt('consent','granted')` below it lifts, and has no image, which could not be asked. Throws a TypeError on
 * an origin, a tag id, a customer type, a domain or a build that is none.
 */
export function baseCode({
  origin,
  tagId,
  customerType = 'account',
  consent = 'assumed',
  build,
  ...options
}: SnippetOptions & InstallOptions & { customerType?: CustomerType }): string {
  const id = checkedTagId(tagId);
  const script = scriptAddress(origin, build);
  const pin = build ? `s.integrity='${build.integrity}';s.crossOrigin='anonymous';` : '';
  if (customerType !== 'account' && customerType !== 'lap')
    throw new TypeError(`customer type must be account or lap, not ${customerType}`);
  const ask = consent === 'required' ? `_lt('consent');` : '';
  return marked(
    'Base',
    `<script>(function(g,d,o){${STUB}` +
      `var h=d.getElementsByTagName('script')[0],s=d.createElement('script');s.async=1;s.src=o||'${script}';${pin}` +
      `h.parentNode.insertBefore(s,h)})(window,document);` +
      `${ask}_lt('init',{customerType:'${customerType}',tagId:'${id}'${initFields(options)}});` +
      `_lt('send','pv',['${id}']);</script>` +
      (ask === '' ? `<noscript>${imageCode({ origin, tagId })}</noscript>` : ''),
  );
}

/**
 * The install by one element: loads the tag and counts the page view, with no script in the page itself, which a
 * strict policy would refuse. Without scripts it counts nothing. Throws a TypeError as `baseCode` does.
 */
export function scriptCode({
  origin,
  tagId,
  consent,
  spa,
  linkDomains = [],
  cut = [],
  build,
}: SnippetOptions & InstallOptions): string {
  const attributes = [
    `src="${scriptAddress(origin, build)}"`,
    ...(build ? [`integrity="${build.integrity}"`, 'crossorigin="anonymous"'] : []),
    `data-tag-id="${checkedTagId(tagId)}"`,
    ...(consent === 'required' ? ['data-consent="required"'] : []),
    ...(spa ? [`data-spa="${checkedSpa(spa)}"`] : []),
    ...dataList('data-auto-link-domains', linkDomains.map(checkedDomain)),
    ...dataList('data-cut', cut.filter(isPlainName)),
  ];
  return `<script async ${attributes.join(' ')}></script>`;
}

/**
 * The lines that a site's own script has in place of a base code, where it is bundled with the package; on several
 * lines, as it is pasted into a source file. Throws a TypeError as `baseCode` does.
 */
export function moduleCode({
  origin,
  tagId,
  consent,
  spa,
  linkDomains = [],
  cut = [],
}: SnippetOptions & Omit<InstallOptions, 'build'>): string {
  const names = (list: readonly string[]) => `[${list.map((name) => `'${name}'`).join(', ')}]`;
  const plain = cut.filter(isPlainName);
  const fields = [
    `collector: '${checkedOrigin(origin)}'`,
    `tagId: '${checkedTagId(tagId)}'`,
    ...(consent === 'required' ? ["consent: 'required'"] : []),
    ...(spa ? [`spa: '${checkedSpa(spa)}'`] : []),
    ...(linkDomains.length > 0 ? [`autoLinkDomains: ${names(linkDomains.map(checkedDomain))}`] : []),
    ...(plain.length > 0 ? [`cut: ${names(plain)}`] : []),
  ];
  return [
    "import { init, pageView } from 'tagline/tag';",
    '',
    `init({\n${fields.map((field) => `  ${field},\n`).join('')}});`,
    'pageView();',
  ].join('\n');
}

/**
 * The code that goes above LINE's own base code while a site compares the two: every call goes to both, whichever
 * script arrives first, and whatever LINE's does to the queue or to `_lt`. Ours listens on a queue of its own. It
 * makes no call itself, as LINE's base code speaks for both: the account has LINE's tag id. Throws a TypeError on an
 * origin that is none.
 */
export function shadowCode({ origin }: Pick<SnippetOptions, 'origin'>): string {
  return marked(
    'Shadow',
    "<script>(function(g,d){var q=g._tlq=g._tlq||[],h=d.getElementsByTagName('script')[0]," +
      "s=d.createElement('script'),t=g._lt||function(){(g._ltq=g._ltq||[]).push(arguments)}," +
      'f=function(){q.push(arguments);t.apply(g,arguments)};' +
      // LINE's base code puts what it found in the place of `_lt`: ourselves, whom nothing must be passed on to.
      // A page's own `function _lt` is a name that stays; it can only be replaced.
      `s.async=1;s.src='${scriptAddress(origin)}';h.parentNode.insertBefore(s,h);` +
      "Reflect.defineProperty(g,'_lt',{configurable:true,get:function(){return f},set:function(n){if(n!==f)t=n}})" +
      '||(g._lt=f)})(window,document);</script>',
  );
}

/** The conversion code: one line for the page that a conversion leads to, above or below the base code. */
export function conversionCode({ tagId }: Pick<SnippetOptions, 'tagId'>): string {
  return marked('Conversion', eventScript(tagId, 'Conversion'));
}

/**
 * The custom event code, as the conversion code. `name` is 1 to 20 letters, digits, `_` and `-`; without one it
 * is `CustomEvent`, to be replaced by hand. Throws a TypeError on any other name.
 */
export function customEventCode({
  tagId,
  name = 'CustomEvent',
}: Pick<SnippetOptions, 'tagId'> & { name?: string }): string {
  if (!/^[A-Za-z0-9_-]{1,20}$/.test(name))
    throw new TypeError(`event name must be 1 to 20 letters, digits, _ or -, not ${JSON.stringify(name)}`);
  return marked('Custom Event', eventScript(tagId, name));
}

/** The image: counts a page view where no script can stand. Knows no visitor. Not beside a base code, which has it. */
export function imageCode({ origin, tagId }: SnippetOptions): string {
  // Written as LINE's own: parsers take an unescaped & here, and sites compare the two by eye.
  const query = `c_t=lap&t_id=${checkedTagId(tagId)}&e=pv&noscript=1`;
  return `<img height="1" width="1" style="display:none" src="${checkedOrigin(origin)}${PATH.image}?${query}" />`;
}

function eventScript(tagId: string, name: string): string {
  const call = `_lt('send','cv',{type:'${name}'},['${checkedTagId(tagId)}']);`;
  return `<script>(function(g){${STUB}})(window);${call}</script>`;
}

/** What an init says beside its tag id, each with a comma before it. */
function initFields({ spa, linkDomains = [], cut = [] }: InstallOptions): string {
  const domains = linkDomains.map(checkedDomain).join();
  const names = cut.filter(isPlainName).join();
  return (
    (spa ? `,spa:'${checkedSpa(spa)}'` : '') +
    (domains ? `,autoLinkDomains:'${domains}'` : '') +
    (names ? `,cut:'${names}'` : '')
  );
}

function dataList(attribute: string, items: string[]): string[] {
  return items.length > 0 ? [`${attribute}="${items.join()}"`] : [];
}

function scriptAddress(origin: string, build?: PinnedBuild | null): string {
  if (!build) return `${checkedOrigin(origin)}${PATH.script}`;
  if (!/^lt\.\d+\.js$/.test(build.name) || !/^sha384-[A-Za-z0-9+/]{64}$/.test(build.integrity))
    throw new TypeError(`build must be a name and a sha384 hash, not ${JSON.stringify(build)}`);
  return `${checkedOrigin(origin)}/${build.name}`;
}

function checkedSpa(spa: string): string {
  if (spa !== 'history' && spa !== 'hash') throw new TypeError(`spa must be history or hash, not ${spa}`);
  return spa;
}

function checkedDomain(domain: string): string {
  if (!/^[a-z0-9._-]{1,253}$/.test(domain))
    throw new TypeError(`domain must be a host name, not ${JSON.stringify(domain)}`);
  return domain;
}

function isPlainName(name: string): boolean {
  return /^[\w-]{1,64}$/.test(name);
}

function marked(kind: string, code: string): string {
  return `<!-- Tagline ${kind} Code -->${code}<!-- End Tagline ${kind} Code -->`;
}

function checkedTagId(tagId: string): string {
  const id = tagId.toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new TypeError(`tag id must be a UUID, not ${JSON.stringify(tagId)}`);
  return id;
}

function checkedOrigin(origin: string): string {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const address = url && url.origin + url.pathname.replace(/\/$/, '');
  // The parser lets a host have quotes and brackets, which would end a string or an attribute here.
  if (
    !url ||
    !address ||
    ![address, `${address}/`].includes(url.href) ||
    !/^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d+)?(\/[A-Za-z0-9_-]+)*$/.test(address)
  )
    throw new TypeError(`origin must be http(s)://host, perhaps with a path, not ${JSON.stringify(origin)}`);
  return address;
}

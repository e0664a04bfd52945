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

/** Takes calls until the tag has loaded; in each code, so that their order on the page does not matter. */
const STUB = 'g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};';

/**
 * The base code: one line for the head of every page. Loads the tag, counts the page view, and counts it by
 * image where scripts are off. Where consent is required it begins with a "not yet", which the site's own
 * `_lt('consent','granted')` below it lifts, and has no image, which could not be asked. Throws a TypeError on
 * an origin, a tag id or a customer type that is none.
 */
export function baseCode({
  origin,
  tagId,
  customerType = 'account',
  consent = 'assumed',
}: SnippetOptions & { customerType?: CustomerType; consent?: 'assumed' | 'required' }): string {
  const id = checkedTagId(tagId);
  const script = `${checkedOrigin(origin)}${PATH.script}`;
  if (customerType !== 'account' && customerType !== 'lap')
    throw new TypeError(`customer type must be account or lap, not ${customerType}`);
  const ask = consent === 'required' ? `_lt('consent');` : '';
  return marked(
    'Base',
    `<script>(function(g,d,o){${STUB}` +
      `var h=d.getElementsByTagName('script')[0],s=d.createElement('script');s.async=1;s.src=o||'${script}';` +
      `h.parentNode.insertBefore(s,h)})(window,document);` +
      `${ask}_lt('init',{customerType:'${customerType}',tagId:'${id}'});_lt('send','pv',['${id}']);</script>` +
      (ask === '' ? `<noscript>${imageCode({ origin, tagId })}</noscript>` : ''),
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

import type { Attributes, Part } from './markup.ts';

/** What is text to a browser, whatever stands in it. */
const RAW = ['style', 'title', 'textarea', 'xmp'];

/** What may stand in a head; anything else begins the body, whatever is written around it. */
const OF_HEAD =
  /^(?:html|head|base|basefont|bgsound|link|meta|noframes|noscript|script|style|template|title)$/;

/** What a piece of HTML stands in. */
export class Surroundings {
  /** The script that is open. */
  script: Attributes | null = null;
  /** Whether what stands there is neither script nor shown as a page's text. */
  isRaw = false;
  /** Whether the body has begun. */
  isBody = false;
  /** What runs no script, the innermost last. */
  private readonly inert: string[] = [];

  /** What keeps scripts from running; null where nothing does. */
  get inertBy(): string | null {
    return this.inert.at(-1) ?? null;
  }

  open({ name, attributes }: Extract<Part, { is: 'open' }>): void {
    if (this.inertBy === null && !OF_HEAD.test(name)) this.isBody = true;
    const isShadow = attributes.has('shadowrootmode'); // it is put into the page as it is read
    if (name === 'noscript' || (name === 'template' && !isShadow)) this.inert.push(`<${name}>`);
    this.script = name === 'script' ? attributes : null;
    this.isRaw = RAW.includes(name);
  }

  text({ text }: Extract<Part, { is: 'text' }>): void {
    if (this.inertBy === null && !this.script && !this.isRaw && /\S/.test(text)) this.isBody = true;
  }

  close({ name }: Extract<Part, { is: 'close' }>): void {
    this.script = null;
    this.isRaw = false;
    if (`<${name}>` === this.inertBy) this.inert.pop();
  }
}

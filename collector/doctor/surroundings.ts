import type { Attributes, Part } from './markup.ts';

/** What browsers read as text up to its own end, whatever stands in it; the last of them has none. */
const RAW = ['noscript', 'iframe', 'noembed', 'noframes', 'plaintext'];

/** What may stand in a head; anything else begins the body, whatever is written around it. */
const OF_HEAD =
  /^(?:html|head|base|basefont|bgsound|link|meta|noframes|noscript|script|style|template|title)$/;

/** What a piece of HTML stands in. */
export class Surroundings {
  /** The script that is open. */
  script: Attributes | null = null;
  /** Whether a style is open, which is neither script nor text of the page. */
  isStyle = false;
  /** Whether the body has begun. */
  isBody = false;
  /** What is text up to its own end. */
  private raw: string | null = null;
  /** Whether a title or a field of a form is open. */
  private isField = false;
  /** The templates that are open. */
  private templates = 0;

  /** What keeps scripts from running, as it is written; null where nothing does. */
  get inertBy(): string | null {
    if (this.raw !== null) return `<${this.raw}>`;
    return this.templates > 0 ? '<template>' : null;
  }

  /** What keeps images from being asked for: for those of noscript, that is the place. */
  get imageInertBy(): string | null {
    return this.raw === 'noscript' && this.templates === 0 ? null : this.inertBy;
  }

  open({ name, attributes }: Extract<Part, { is: 'open' }>): void {
    if (this.inertBy === null && !OF_HEAD.test(name)) this.isBody = true;
    const isShadow = attributes.has('shadowrootmode'); // it is put into the page as it is read
    if (this.raw === null && RAW.includes(name)) this.raw = name;
    else if (this.raw === null && name === 'template' && !(isShadow && this.templates === 0))
      this.templates += 1;
    this.script = name === 'script' ? attributes : null;
    this.isStyle = name === 'style';
    this.isField = name === 'title' || name === 'textarea';
  }

  text({ text }: Extract<Part, { is: 'text' }>): void {
    const isHidden = this.script !== null || this.isStyle || this.isField;
    if (this.inertBy === null && !isHidden && /\S/.test(text)) this.isBody = true;
  }

  close({ name }: Extract<Part, { is: 'close' }>): void {
    this.script = null;
    this.isStyle = false;
    this.isField = false;
    if (name === this.raw && name !== 'plaintext') this.raw = null;
    else if (this.raw === null && name === 'template') this.templates = Math.max(0, this.templates - 1);
  }
}

/** Tells lines of a page by place, asked from its front to its end: a page is counted through once. */
export class Lines {
  private readonly text: string;
  private line = 1;
  private counted = 0;

  constructor(text: string) {
    this.text = text;
  }

  at(place: number): number {
    for (; this.counted < place; this.counted += 1) if (this.text[this.counted] === '\n') this.line += 1;
    return this.line;
  }
}

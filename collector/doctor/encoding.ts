/** What a file may begin with, and the encoding that it says by it. */
const MARKS: readonly [encoding: string, mark: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0xff, 0xfe]],
];
/** Bytes of a page in which its own word on its encoding is looked for. */
const HEAD = 2048;

/** What a page says of itself. One that can be read as single bytes is not of two, whatever it says. */
function saidIn(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, HEAD);
  const ofXml = /^\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1];
  const said = ofXml ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  return said !== undefined && /^utf-?16/i.test(said) ? 'utf-8' : said;
}

/** The text of a page as browsers read it: by its first bytes, else by its header, else by what it says, else UTF-8. */
export function textOf(bytes: Buffer, type: string): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0];
  const encoding = marked ?? /charset\s*=\s*["']?([\w-]+)/i.exec(type)?.[1] ?? saidIn(bytes) ?? 'utf-8';
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return bytes.toString('utf8'); // an encoding that nobody knows
  }
}

/** Most of what tags send, and safe as it is. */
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Makes text safe to keep: well-formed (no lone surrogates), NFC, no control characters but tab and newline,
 * at most `max` code points, never cut inside one.
 */
export function keepable(text: string, max: number): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  // A first cheap cut: no text of `max` code points is longer than this many UTF-16 units.
  const near = text.length > max * 2 ? text.slice(0, max * 2) : text;
  const whole = wellFormed(near)
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  return whole.length > max ? Array.from(whole).slice(0, max).join('') : whole;
}

/** Lone surrogates become U+FFFD: SQLite would store them as invalid UTF-8. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

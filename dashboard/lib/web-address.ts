/**
 * The address to link to, or null. Addresses come from visitors and from forms: anything but http and https
 * (`javascript:`, `data:`) is shown as text only.
 */
export function webAddress(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

/** A typed address in the ASCII form that a browser's address bar copies; anything else as it was typed. */
export function asciiAddress(text: string): string {
  const typed = text.trim();
  // Only where needed: what is already ASCII is stored as it was given.
  return /[^\x21-\x7e]/.test(typed) ? (webAddress(typed) ?? typed) : typed;
}

/**
 * An address as it is read: letters that are no ASCII as themselves. What a reader would not see, or would take for
 * something else (spaces, marks that turn the direction), stays encoded.
 */
export function readableAddress(text: string): string {
  return text.replace(/%[c-f][0-9a-f](?:%[89ab][0-9a-f]){1,3}/gi, (encoded) => {
    try {
      const letters = decodeURIComponent(encoded);
      return /[\p{C}\p{Z}]/u.test(letters) ? encoded : letters;
    } catch {
      return encoded; // no UTF-8: a visitor may send anything
    }
  });
}

/** An address of ours as it is read aloud: without the scheme. */
export function shortAddress(text: string): string {
  return text.replace(/^https?:\/\//, '');
}

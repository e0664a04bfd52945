/** What turns the direction of a line: Hebrew, Arabic and their like, and marks that do nothing else. */
const TURNS =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text of somebody else's, for a line with other text: whatever direction it turns to ends with it. Only text that
 * turns is set apart, by marks that nobody sees, so that any other is copied as it is.
 */
export function isolated(text: string): string {
  // Its own marks of this kind could end ours.
  return TURNS.test(text) ? `\u2068${text.replace(/[\u2066-\u2069]/g, '')}\u2069` : text;
}

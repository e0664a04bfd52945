/** JSON in which the marks that turn a line, and that nobody sees, are written as escapes: the same JSON, as it stands. */
export function marked(json: string): string {
  return json.replace(
    /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16)}`,
  );
}

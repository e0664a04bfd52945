/** A text of a form, trimmed; empty where there is none. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A text of a form, null where it was left empty. */
export function textOrNull(data: FormData, name: string): string | null {
  return textOf(data, name) || null;
}

/** A number of a form, null where it was left empty: unknown is not nought. */
export function numberOrNull(data: FormData, name: string): number | null {
  const text = textOf(data, name);
  return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

/** The numbers of boxes that were ticked. */
export function numbersOf(data: FormData, name: string): number[] {
  return data.getAll(name).map(Number);
}

/** Lines of a form's text: one entry a line, commas and spaces taken as line ends too. */
export function linesOf(data: FormData, name: string): string[] {
  return textOf(data, name)
    .split(/[\s,、，]+/u)
    .filter((line) => line !== '');
}

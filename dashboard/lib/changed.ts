/** The fields of a form that differ from what was read before, by their JSON. */
export function changed<T extends object>(before: { readonly [K in keyof T]: unknown }, form: T): Partial<T> {
  const parts: Partial<T> = { ...form };
  for (const name of Object.keys(form) as (keyof T)[]) {
    if (JSON.stringify(before[name]) === JSON.stringify(form[name])) delete parts[name];
  }
  return parts;
}

/** The parts of a change that are given; null where there are none, because an UPDATE needs at least one. */
export function given<T extends object>(change: T): T | null {
  const parts = { ...change };
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) Reflect.deleteProperty(parts, name);
  }
  return Object.keys(parts).length > 0 ? parts : null;
}

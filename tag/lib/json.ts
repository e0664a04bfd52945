/**
 * `value` as JSON. Old Prototype.js (before 1.7) has lists write themselves as a text of their text
 * (`Array.prototype.toJSON`); here they stay lists.
 */
export const json = (value: unknown): string =>
  JSON.stringify(value, function (this: Record<string, unknown>, name, given: unknown) {
    const own = this[name];
    return Array.isArray(own) ? own : given;
  });

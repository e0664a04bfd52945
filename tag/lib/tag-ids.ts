/**
 * Every tag id in `value`, in order and in lower case: a string, a list, a comma-joined list, or lists in
 * lists. Whatever has not the look of one (such as a template's `{tagId}` that nobody filled in) is left out.
 */
export const tagIds = (value: unknown): string[] => `${value}`.toLowerCase().match(/[0-9a-f-]{36}/g) || [];

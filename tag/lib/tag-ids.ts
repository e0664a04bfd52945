/**
 * Every tag id in `value`, in order and in lower case: a string, a list, a comma-joined list, or lists in
 * lists. Whatever has not the look of one (such as a template's `{tagId}` that nobody filled in) is left out.
 */
export const tagIds = (value: unknown): string[] => {
  const text = `${value}`.toLowerCase();
  // The usual id and the usual word need no expression: the first one of a page takes a tenth of a millisecond.
  return text[23] === '-' && !text[36] ? [text] : (text[35] && text.match(/[0-9a-f-]{36}/g)) || [];
};

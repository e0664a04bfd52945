/**
 * Every tag id in `value`, in order and in lower case: a string, a list, a comma-joined list, or lists in
 * lists. Whatever has not the look of one (such as a template's `{tagId}` that nobody filled in) is left out.
 */
export const tagIds = (value: unknown): string[] => {
  const text = `${value}`.toLowerCase();
  if (!text[35]) return [];
  // The usual id needs no expression, nor does a word: the first one of a page takes a tenth of a millisecond.
  return text[23] === '-' && !text[36]
    ? [text]
    : (text.match(/[0-9a-f-]+/g) || []).filter((id) => id[35] && !id[36]);
};

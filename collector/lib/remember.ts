/** Longer texts are worked out each time: nobody can fill the memory with them. */
const LENGTH_MAX = 2_048;

/**
 * A function that remembers what it answered, because every hit asks it for the same few texts. It holds at most `max`
 * answers; beyond them its memory starts anew, which costs less than to know what was asked last.
 */
export function remember<T extends NonNullable<unknown> | null>(
  max: number,
  work: (text: string) => T,
): (text: string) => T {
  const answers = new Map<string, T>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = work(text);
    if (text.length > LENGTH_MAX) return answer;
    if (answers.size >= max) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}

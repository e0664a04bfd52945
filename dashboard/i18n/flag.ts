/** What can be odd about a hit and has words of its own; a newer server may know more, which show as they are. */
const FLAGS = [
  'twice',
  'no-tags',
  'no-name',
  'not-initialised',
  'age-clamped',
  'odd-name',
  'bad-value',
  'swapped',
  'ignored',
  'queued',
  'csp',
  'bad-currency',
  'bad-key',
] as const;

/** Whether there are words for a flag. */
export function isFlag(text: string): text is (typeof FLAGS)[number] {
  return FLAGS.some((flag) => flag === text);
}

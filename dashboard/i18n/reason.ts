/** Reasons that have words of their own; a newer server may know more, which show as they are. */
const REASONS = [
  'bot',
  'preview',
  'unlisted_site',
  'consent',
  'spam',
  'rate',
  'test',
  'unreadable_body',
  'bad_hit',
  'bad_event',
  'bad_time',
  'unknown_tag',
  'too_large',
  'unsupported_encoding',
  'unsupported_type',
  'storage',
] as const;

/** Whether there are words for a reason. */
export function isReason(text: string): text is (typeof REASONS)[number] {
  return REASONS.some((reason) => reason === text);
}

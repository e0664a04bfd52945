import type { Tracking } from '../client.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { Status, type Tone } from './status.tsx';

/** One code of an installation. */
export type Code = Tracking['base'];

const TONES: Record<Code['status'], Tone> = {
  active: 'good',
  silent: 'warning',
  misconfigured: 'bad',
  never_seen: 'idle',
};

/** Whether a code is seen, as a word with a mark. */
export function CodeStatus({ status }: { status: Code['status'] }) {
  const { t } = useI18n();
  return <Status tone={TONES[status]}>{t(`code.${status}`)}</Status>;
}

import type { AudienceSize } from '../client.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { Status } from './status.tsx';

/** Whether an audience is large enough for what LINE asks of web traffic audiences. */
export function SizeMark({ size }: { size: AudienceSize }) {
  const { t } = useI18n();
  return size.small ? <Status tone="warning">{t('audiences.small')}</Status> : null;
}

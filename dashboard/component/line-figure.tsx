import { useI18n } from '../i18n/use-i18n.ts';

/**
 * One of LINE's own figures. Unknown is not nought: LINE hides what is under 20, except how many a message was
 * delivered to.
 */
export function LineFigure({ name, value }: { name: LineName; value: number | null }) {
  const { t, format } = useI18n();
  if (value !== null) return <span>{format.number(value)}</span>;
  return <span class="unknown">{name === 'delivered' ? t('line.unknownShort') : t('line.unknown')}</span>;
}

/** LINE's figures in the order of its own reports. */
export const LINE_FIGURES = ['delivered', 'opened', 'clicked', 'played'] as const;
export type LineName = (typeof LINE_FIGURES)[number];

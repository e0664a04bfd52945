import { useI18n } from '../i18n/use-i18n.ts';

/** One of LINE's own figures. Unknown is not nought: LINE hides what is under 20. */
export function LineFigure({ value }: { value: number | null }) {
  const { t, format } = useI18n();
  return value === null ? (
    <span class="unknown">{t('line.unknown')}</span>
  ) : (
    <span>{format.number(value)}</span>
  );
}

/** LINE's figures in the order of its own reports. */
export const LINE_FIGURES = ['delivered', 'opened', 'clicked', 'played'] as const;

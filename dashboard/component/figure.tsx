import type { Child } from 'hono/jsx/dom';
import { useI18n } from '../i18n/use-i18n.ts';
import { Help } from './help.tsx';

interface Props {
  label: string;
  help: string;
  value: Child;
  /** Part by which it changed; null where there was nothing to compare with. */
  change?: number | null | undefined;
  /** The figure of the period before, written out. */
  before?: Child;
  /** Chosen for the chart; without `onChoose` it is a figure only. */
  chosen?: boolean;
  onChoose?: () => void;
  /** Custom property with the colour of the same thing in the chart. */
  colour?: string;
}

/** A headline figure. */
export function Figure({ label, help, value, change, before, chosen, onChoose, colour }: Props) {
  const { t } = useI18n();
  return (
    <div class={`figure ${colour ?? ''} ${chosen ? 'chosen' : ''}`}>
      <div class="figure-label">
        {onChoose ? (
          <button
            type="button"
            class="figure-choose"
            aria-pressed={chosen ? 'true' : 'false'}
            onClick={onChoose}
          >
            {label}
          </button>
        ) : (
          <span>{label}</span>
        )}
        <Help about={label} text={help} />
      </div>
      <div class="figure-value">{value}</div>
      {before === undefined ? null : (
        <div class="figure-change">
          {change === undefined || change === null ? null : <Change part={change} />}
          <span class="quiet">
            {t('figure.before')} {before}
          </span>
        </div>
      )}
    </div>
  );
}

/** How much a figure rose or fell, as an arrow with a number. */
function Change({ part }: { part: number }) {
  const { t, format } = useI18n();
  const direction = part > 0 ? 'up' : part < 0 ? 'down' : 'same';
  return (
    <span class={`change ${direction}`}>
      <span aria-hidden="true">{direction === 'up' ? '▲' : direction === 'down' ? '▼' : '＝'}</span>
      <span class="hidden-text">{t(`change.${direction}`)}</span>
      {format.change(part)}
    </span>
  );
}

/** Headline figures side by side, on a hairline each. */
export function Figures({ label, children }: { label: string; children: Child }) {
  return (
    <section class="figures" aria-label={label}>
      {children}
    </section>
  );
}

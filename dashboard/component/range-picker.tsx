import { useState } from 'hono/jsx/dom';
import { useI18n } from '../i18n/use-i18n.ts';
import { type DayRange, isPeriod, isRange, PERIODS, type Period, periodDays } from '../lib/day-range.ts';
import { now } from '../lib/now.ts';
import { setQuery } from '../router.ts';
import { FormDialog } from './dialog.tsx';
import { TextField } from './field.tsx';

/** What the address says of the days to show. */
export interface ChosenRange {
  /** Null for days that were chosen by hand. */
  period: Period | null;
  days: DayRange;
  compare: boolean;
}

/** Reads the days from the address; 28 days where it names none that the server takes. */
export function rangeOf(query: URLSearchParams, timeZone: string): ChosenRange {
  const compare = query.get('compare') !== 'off';
  const days = { from: query.get('from') ?? '', to: query.get('to') ?? '' };
  if (isRange(days)) return { period: null, days, compare };
  const named = query.get('period');
  const period = isPeriod(named) ? named : '28d';
  return { period, days: periodDays(period, now(), timeZone), compare };
}

/** Chooses the days and whether to compare; both stand in the address, so that a view can be shared. */
export function RangePicker({ range }: { range: ChosenRange }) {
  const { t, format } = useI18n();
  const [asking, setAsking] = useState(false);
  const [wrong, setWrong] = useState(false);
  const choose = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const { value } = event.currentTarget;
    if (isPeriod(value)) setQuery({ period: value, from: null, to: null });
    else {
      setWrong(false);
      setAsking(true);
      // The address decides what is chosen; until days are given it still says the same.
      event.currentTarget.value = range.period ?? 'custom';
    }
  };
  const take = (data: FormData) => {
    const days = { from: String(data.get('from')), to: String(data.get('to')) };
    if (!isRange(days)) return setWrong(true);
    setAsking(false);
    setQuery({ period: null, ...days });
  };
  const { from, to } = range.days;
  const shown =
    from === to ? format.point(from, true) : `${format.point(from, true)} – ${format.point(to, true)}`;
  return (
    <div class="range">
      <label>
        <span class="hidden-text">{t('range.label')}</span>
        <select value={range.period ?? 'custom'} onChange={choose}>
          {PERIODS.map((period) => (
            <option key={period} value={period}>
              {t(`range.${period}`)}
            </option>
          ))}
          {range.period === null ? <option value="custom">{shown}</option> : null}
          <option value="ask">{t('range.custom')}</option>
        </select>
      </label>
      <button
        type="button"
        class="button toggle-button"
        aria-pressed={range.compare ? 'true' : 'false'}
        onClick={() => setQuery({ compare: range.compare ? 'off' : null })}
      >
        {t('range.compare')}
      </button>
      {asking ? (
        <FormDialog
          title={t('range.custom')}
          size="small"
          submit={t('range.show')}
          busy={false}
          error={null}
          onSubmit={take}
          onClose={() => setAsking(false)}
        >
          <TextField label={t('range.from')} name="from" type="date" value={from} required />
          <TextField label={t('range.to')} name="to" type="date" value={to} required />
          {wrong ? (
            <p class="field-problem" role="alert">
              {t('range.wrong')}
            </p>
          ) : null}
        </FormDialog>
      ) : null}
    </div>
  );
}

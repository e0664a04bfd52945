import type { Money } from '../client.ts';
import { NO_CURRENCY } from '../format.ts';
import { useI18n } from '../i18n/use-i18n.ts';

/** Sums by currency, one below the other: they are never added up. */
export function MoneyList({ value }: { value: readonly Money[] }) {
  const { t, format } = useI18n();
  if (value.length === 0) return <span class="quiet">–</span>;
  return (
    <span class="money">
      {value.map((money) => (
        <span key={money.currency}>
          {format.money(money)}
          {money.currency === NO_CURRENCY ? <small> {t('money.none')}</small> : null}
        </span>
      ))}
    </span>
  );
}

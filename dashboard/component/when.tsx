import { useI18n } from '../i18n/use-i18n.ts';

/** An instant in the account's time zone; where the cell is narrow the time goes under the date. */
export function When({ at, timeZone }: { at: number | null; timeZone: string }) {
  const { format } = useI18n();
  if (at === null) return <span class="quiet">–</span>;
  return (
    <span class="when">
      <span>{format.date(at, timeZone)}</span> <span class="quiet">{format.time(at, timeZone)}</span>
    </span>
  );
}

import { Address } from '../component/address.tsx';
import type { Column } from '../component/data-table.tsx';
import type { I18n } from '../i18n/use-i18n.ts';

/** The column that names a link, with where it leads below. */
export function linkNameColumn<Row extends { name: string; destination: string }>({
  t,
}: Pick<I18n, 't'>): Column<Row> {
  return {
    key: 'name',
    title: t('links.name'),
    head: true,
    cell: (link) => (
      <span class="two-lines">
        <span>{link.name}</span>
        <small class="quiet">
          <Address text={link.destination} />
        </small>
      </span>
    ),
    sort: (link) => link.name,
    csv: () => [
      { title: t('links.name'), value: (link) => link.name },
      { title: t('links.destination'), value: (link) => link.destination },
    ],
  };
}

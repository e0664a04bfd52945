import { type Child, Fragment, useState } from 'hono/jsx/dom';
import { useOverflow } from '../hook/use-overflow.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { type CsvValue, toCsv } from '../lib/csv.ts';
import { download } from '../lib/download.ts';
import { parseSort, type Sort, type SortValue, sortRows, sortText } from '../lib/sort.ts';
import { setQuery, useLocation } from '../router.ts';
import { Help } from './help.tsx';
import { Icon } from './icon.tsx';

export interface Column<Row> {
  /** Its name in the address. */
  key: string;
  title: string;
  help?: string;
  /** Numbers stand to the right. */
  number?: boolean;
  /** LINE's own figures stand apart from ours. */
  line?: boolean;
  /** Names its row; stays where it is while the rest scrolls on a narrow screen. */
  head?: boolean;
  cell: (row: Row) => Child;
  /** What it sorts by; without it the column does not sort. */
  sort?: (row: Row) => SortValue;
  /** Cells of the file; without it the column is left out there. More than one for money in several currencies. */
  csv?: (rows: readonly Row[]) => { title: string; value: (row: Row) => CsvValue }[];
}

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  sort: Sort;
  /** Where the sort stands in the address, for a page with several tables. */
  param?: string;
  /** File name without ending; without it there is no export. */
  file?: string;
  /** More about a row, opened under it. */
  detail?: (row: Row) => Child;
  detailLabel?: (row: Row) => string;
  /** Rows shown at first; the file always holds all. */
  limit?: number;
}

/** The cell of a file for a column whose sort value says it all. */
export function plain<Row>(title: string, value: (row: Row) => CsvValue) {
  return () => [{ title, value }];
}

function HeadCell<Row>({ column, sort, param }: { column: Column<Row>; sort: Sort; param: string }) {
  const { t } = useI18n();
  const active = sort.column === column.key;
  const onClick = () => {
    const descending = active ? !sort.descending : column.number === true;
    setQuery({ [param]: sortText({ column: column.key, descending }) });
  };
  const direction = sort.descending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      class={classOf(column)}
      {...(column.sort ? { 'aria-sort': active ? direction : 'none' } : {})}
    >
      <span class="th">
        {column.sort ? (
          <button type="button" class={active ? 'sort active' : 'sort'} onClick={onClick}>
            {column.title}
            <Icon name={active ? direction : 'sort'} />
          </button>
        ) : column.title ? (
          <span>{column.title}</span>
        ) : (
          <span class="hidden-text">{t('table.actions')}</span>
        )}
        {column.help ? <Help about={column.title} text={column.help} /> : null}
      </span>
    </th>
  );
}

function classOf<Row>(column: Column<Row>): string | undefined {
  const names = [column.number ? 'number' : '', column.line ? 'line' : '', column.head ? 'head' : ''];
  return names.filter((name) => name).join(' ') || undefined;
}

/** A table that sorts by its headers, saves as CSV, and scrolls inside its own frame on a narrow screen. */
export function DataTable<Row>(props: Props<Row>) {
  const { t, format } = useI18n();
  const { query } = useLocation();
  const { ref, overflows } = useOverflow();
  const [open, setOpen] = useState<ReadonlySet<string | number>>(new Set());
  const { columns, label, rowKey, detail } = props;
  const param = props.param ?? 'sort';
  const sortable = columns.filter((column) => column.sort).map((column) => column.key);
  const sort = parseSort(query.get(param), sortable, props.sort);
  const by = columns.find((column) => column.key === sort.column)?.sort;
  const rows = by ? sortRows(props.rows, by, sort.descending, format.compare) : props.rows;
  const [all, setAll] = useState(false);
  const shown = all || props.limit === undefined ? rows : rows.slice(0, props.limit);
  const width = columns.length + (detail ? 1 : 0);

  const save = () => {
    const cells = columns.flatMap((column) => column.csv?.(rows) ?? []);
    const text = toCsv(
      cells.map((cell) => cell.title),
      rows.map((row) => cells.map((cell) => cell.value(row))),
    );
    download(`${props.file}.csv`, 'text/csv;charset=utf-8', text);
  };
  const toggle = (key: string | number) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };

  return (
    <div class={columns.some((column) => column.line) ? 'table grouped' : 'table'}>
      <div
        ref={ref}
        class="table-scroll"
        {...(overflows ? { role: 'group', tabindex: 0, 'aria-label': label } : {})}
      >
        <table aria-label={label}>
          <thead>
            {columns.some((column) => column.line) ? (
              <GroupRow columns={columns} extra={detail !== undefined} />
            ) : null}
            <tr>
              {detail ? (
                <th scope="col" class="toggle">
                  <span class="hidden-text">{t('table.details')}</span>
                </th>
              ) : null}
              {columns.map((column) => (
                <HeadCell key={column.key} column={column} sort={sort} param={param} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => {
              const key = rowKey(row);
              const isOpen = open.has(key);
              return (
                <Fragment key={key}>
                  <tr>
                    {detail ? (
                      <td class="toggle">
                        <button
                          type="button"
                          class="icon-button"
                          aria-expanded={isOpen ? 'true' : 'false'}
                          aria-label={props.detailLabel?.(row) ?? t('table.details')}
                          onClick={() => toggle(key)}
                        >
                          <Icon name={isOpen ? 'down' : 'right'} />
                        </button>
                      </td>
                    ) : null}
                    {columns.map((column) =>
                      column.head ? (
                        <th key={column.key} scope="row" class={classOf(column)}>
                          {column.cell(row)}
                        </th>
                      ) : (
                        <td key={column.key} class={classOf(column)}>
                          {column.cell(row)}
                        </td>
                      ),
                    )}
                  </tr>
                  {detail && isOpen ? (
                    <tr class="detail">
                      <td class="detail-cell" colspan={width}>
                        {detail(row)}
                      </td>
                    </tr>
                  ) : null}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="table-foot">
        {shown.length < rows.length ? (
          <button type="button" class="text-button" onClick={() => setAll(true)}>
            {t('table.all', { count: format.number(rows.length) })}
          </button>
        ) : null}
        {props.file ? (
          <button
            type="button"
            class="text-button"
            aria-label={t('table.csvOf', { table: label })}
            onClick={save}
          >
            <Icon name="download" />
            {t('table.csv')}
          </button>
        ) : null}
      </p>
    </div>
  );
}

/** A row above the headers that says whose figures stand below. */
function GroupRow<Row>({ columns, extra }: { columns: readonly Column<Row>[]; extra: boolean }) {
  const { t } = useI18n();
  const groups: { kind: 'none' | 'ours' | 'line'; span: number }[] = extra ? [{ kind: 'none', span: 1 }] : [];
  for (const column of columns) {
    const kind = column.line ? 'line' : column.number ? 'ours' : 'none';
    const last = groups.at(-1);
    if (last?.kind === kind) last.span += 1;
    else groups.push({ kind, span: 1 });
  }
  return (
    <tr>
      {groups.map(({ kind, span }, index) =>
        kind === 'none' ? (
          <td key={index} class="group" colspan={span} />
        ) : (
          <th key={index} scope="colgroup" colspan={span} class={`group ${kind}`}>
            {kind === 'line' ? t('table.line') : t('table.ours')}
          </th>
        ),
      )}
    </tr>
  );
}

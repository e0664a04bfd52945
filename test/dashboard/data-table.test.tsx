// @vitest-environment happy-dom
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Column, DataTable, plain } from '../../dashboard/component/data-table.tsx';
import { parseSort, sortRows, sortText } from '../../dashboard/lib/sort.ts';
import { draw, drawn } from './drawn.ts';

interface Row {
  name: string;
  clicks: number;
  last: number | null;
}

const ROWS: Row[] = [
  { name: 'beta', clicks: 9, last: null },
  { name: 'Alpha', clicks: 120, last: 5 },
  { name: '=cmd()', clicks: 10, last: 7 },
];

const COLUMNS: Column<Row>[] = [
  {
    key: 'name',
    title: 'Name',
    head: true,
    cell: (row) => row.name,
    sort: (row) => row.name,
    csv: plain('Name', (row) => row.name),
  },
  {
    key: 'clicks',
    title: 'Clicks',
    help: 'How.',
    number: true,
    cell: (row) => row.clicks,
    sort: (row) => row.clicks,
    csv: plain('Clicks', (row) => row.clicks),
  },
  { key: 'last', title: 'Last', cell: (row) => row.last ?? '–', sort: (row) => row.last },
  { key: 'actions', title: '', cell: () => 'edit' },
];

async function show(extra: { limit?: number; detail?: (row: Row) => string } = {}) {
  await draw(
    <DataTable
      label="Links"
      columns={COLUMNS}
      rows={ROWS}
      rowKey={(row) => row.name}
      sort={{ column: '', descending: false }}
      file="links"
      {...extra}
    />,
  );
}

const names = () => [...document.querySelectorAll('tbody th')].map((cell) => cell.textContent);
const header = (title: string) =>
  [...document.querySelectorAll('thead th')].find((cell) => cell.textContent?.startsWith(title));
async function press(button: Element | null | undefined) {
  if (!(button instanceof HTMLElement)) throw new Error('there is no such button');
  button.click();
  await drawn();
}

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  history.replaceState(null, '', '/a/1/links');
});

describe('a table', () => {
  it('keeps the order of the server until a header is pressed', async () => {
    await show();
    expect(names()).toEqual(['beta', 'Alpha', '=cmd()']);
    expect(header('Name')?.getAttribute('aria-sort')).toBe('none');
  });

  it('sorts text upwards first, then the other way round', async () => {
    await show();
    await press(header('Name')?.querySelector('.sort'));
    expect(names()).toEqual(['=cmd()', 'Alpha', 'beta']);
    expect(header('Name')?.getAttribute('aria-sort')).toBe('ascending');
    await press(header('Name')?.querySelector('.sort'));
    expect(names()).toEqual(['beta', 'Alpha', '=cmd()']);
    expect(header('Name')?.getAttribute('aria-sort')).toBe('descending');
    expect(header('Clicks')?.getAttribute('aria-sort')).toBe('none');
  });

  it('sorts numbers by their value, largest first', async () => {
    await show();
    await press(header('Clicks')?.querySelector('.sort'));
    expect(names()).toEqual(['Alpha', '=cmd()', 'beta']);
    expect(location.search).toBe('?sort=-clicks');
  });

  it('reads its order from the address', async () => {
    history.replaceState(null, '', '/a/1/links?sort=last');
    await show();
    expect(names()).toEqual(['Alpha', '=cmd()', 'beta']);
  });

  it('does not sort what has no order, and names it for those who do not see it', async () => {
    await show();
    const last = [...document.querySelectorAll('thead th')].at(-1);
    expect(last?.hasAttribute('aria-sort')).toBe(false);
    expect(last?.querySelector('button')).toBeNull();
    expect(last?.textContent).toBe('Actions');
  });

  it('shows the first rows and the rest when asked', async () => {
    await show({ limit: 2 });
    expect(names()).toHaveLength(2);
    await press(
      [...document.querySelectorAll('.table-foot button')].find(
        (button) => button.textContent === 'Show all 3',
      ),
    );
    expect(names()).toHaveLength(3);
  });

  it('opens a row', async () => {
    await show({ detail: (row) => `more of ${row.name}` });
    const button = document.querySelector('tbody .toggle button');
    expect(button?.getAttribute('aria-expanded')).toBe('false');
    await press(button);
    expect(document.querySelector('.detail')?.textContent).toBe('more of beta');
    expect(document.querySelector('tbody .toggle button')?.getAttribute('aria-expanded')).toBe('true');
    await press(document.querySelector('tbody .toggle button'));
    expect(document.querySelector('.detail')).toBeNull();
  });

  it('saves all rows as they are sorted, without formulae', async () => {
    const saved: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) saved.push(blob);
      return 'blob:test';
    });
    await show({ limit: 1 });
    await press(header('Clicks')?.querySelector('.sort'));
    document.addEventListener('click', (event) => event.preventDefault(), { once: true });
    await press(document.querySelector('[aria-label="Download CSV: Links"]'));
    expect(saved).toHaveLength(1);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await saved[0]?.arrayBuffer());
    expect(text).toBe(`\uFEFFName,Clicks\r\nAlpha,120\r\n"'=cmd()",10\r\nbeta,9\r\n`);
  });
});

describe('sortRows', () => {
  const value = fc.oneof(fc.integer(), fc.constant(null));

  it('orders numbers, with the unknown last in both directions, and keeps ties as they came', () => {
    fc.assert(
      fc.property(fc.array(value), fc.boolean(), (values, descending) => {
        const rows = values.map((known, index) => ({ known, index }));
        const sorted = sortRows(
          rows,
          (row) => row.known,
          descending,
          (a, b) => a.localeCompare(b),
        );
        expect([...sorted].sort((a, b) => a.index - b.index)).toEqual(rows);
        sorted.slice(1).forEach((row, index) => {
          const before = sorted[index];
          if (!before) return;
          if (row.known === null && before.known === null) expect(before.index).toBeLessThan(row.index);
          else if (before.known === null) expect.fail('the unknown stands before the known');
          else if (row.known !== null) {
            const [small, large] = descending ? [row, before] : [before, row];
            expect(small.known).toBeLessThanOrEqual(large.known ?? Number.NaN);
            if (row.known === before.known) expect(before.index).toBeLessThan(row.index);
          }
        });
      }),
    );
  });

  it('stands in the address and is read back', () => {
    const sort = fc.record({ column: fc.constantFrom('a', 'b'), descending: fc.boolean() });
    fc.assert(
      fc.property(sort, (given) => {
        expect(parseSort(sortText(given), ['a', 'b'], { column: 'c', descending: true })).toEqual(given);
      }),
    );
    expect(parseSort('-z', ['a'], { column: 'a', descending: false })).toEqual({
      column: 'a',
      descending: false,
    });
  });
});

// @vitest-environment happy-dom
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { Go } from '../../dashboard/component/go.tsx';
import {
  ACCOUNT_PAGES,
  accountPath,
  navigate,
  ownPath,
  parsePath,
  setQuery,
  useLocation,
} from '../../dashboard/router.ts';
import { draw, drawn } from './drawn.ts';

describe('parsePath', () => {
  it.each([
    ['/', { page: 'home' }],
    ['', { page: 'home' }],
    ['/setup', { page: 'setup' }],
    ['/sign-in', { page: 'sign-in' }],
    ['/sign-in/', { page: 'sign-in' }],
    ['/accounts/new', { page: 'new-account' }],
    ['/a/7', { page: 'overview', account: 7 }],
    ['/a/7/tracking', { page: 'tracking', account: 7 }],
    ['/a/7/broadcasts', { page: 'broadcasts', account: 7 }],
    ['/a/7/broadcasts/12', { page: 'broadcast', account: 7, id: 12 }],
  ])('%s', (path, route) => expect(parsePath(path)).toEqual(route));

  it.each([
    '/a',
    '/a/0/overview',
    '/a/-1/overview',
    '/a/1.5/overview',
    '/a/1e3/overview',
    '/a/99999999999999999999/overview',
    '/a/x/overview',
    '/a/7/nothing',
    '/a/7/links/1',
    '/a/7/broadcasts/x',
    '/a/7/broadcasts/1/2',
    '/setup/more',
    '/accounts',
    '/accounts/new/x',
    '/api/accounts',
  ])('%s is no page', (path) => expect(parsePath(path)).toEqual({ page: 'not-found' }));

  it('reads every path it writes', () => {
    const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(id, fc.constantFrom(...ACCOUNT_PAGES), id, (account, page, record) => {
        expect(parsePath(accountPath(account, page))).toEqual({ page, account });
        expect(parsePath(accountPath(account, 'broadcasts', record))).toEqual({
          page: 'broadcast',
          account,
          id: record,
        });
      }),
    );
  });
});

describe('ownPath', () => {
  it.each(['//evil.test', '/\\evil.test', 'https://evil.test', 'javascript:alert(1)', '', null])(
    'never leads to %s',
    (next) => expect(ownPath(next)).toBe('/'),
  );

  it('keeps a path of ours', () => expect(ownPath('/a/3/links')).toBe('/a/3/links'));
});

describe('the address', () => {
  function Here() {
    const { path, query } = useLocation();
    return <output>{`${path} ${query.get('sort') ?? '-'} ${query.get('period') ?? '-'}`}</output>;
  }

  beforeEach(async () => {
    history.replaceState(null, '', '/a/1/links?sort=clicks');
    await draw(
      <main>
        <Here />
        <Go to="/a/1/broadcasts">Broadcasts</Go>
      </main>,
    );
  });
  const shown = () => document.querySelector('output')?.textContent;

  it('is drawn again when it changes', async () => {
    expect(shown()).toBe('/a/1/links clicks -');
    navigate('/a/2/overview?period=7d');
    await drawn();
    expect(shown()).toBe('/a/2/overview - 7d');
  });

  it('keeps what a change of the query does not name', async () => {
    setQuery({ period: '90d' });
    await drawn();
    expect(shown()).toBe('/a/1/links clicks 90d');
    setQuery({ sort: null });
    await drawn();
    expect(shown()).toBe('/a/1/links - 90d');
  });

  it('follows a click on a link without leaving the page', async () => {
    const link = document.querySelector('a');
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, button: 0 });
    link?.dispatchEvent(click);
    await drawn();
    expect(click.defaultPrevented).toBe(true);
    expect(shown()).toBe('/a/1/broadcasts - -');
  });

  it.each(['metaKey', 'ctrlKey', 'shiftKey', 'altKey'])(
    'leaves a click with %s to the browser',
    async (key) => {
      const click = new MouseEvent('click', { bubbles: true, cancelable: true, [key]: true });
      // Else happy-dom would really go there.
      document.addEventListener('click', (event) => event.preventDefault(), { once: true });
      document.querySelector('a')?.dispatchEvent(click);
      await drawn();
      expect(shown()).toBe('/a/1/links clicks -');
    },
  );
});

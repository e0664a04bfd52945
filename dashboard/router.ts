import { useSyncExternalStore } from 'hono/jsx/dom';

/** Pages of one account, by their name in the address. */
export const ACCOUNT_PAGES = [
  'overview',
  'tracking',
  'live',
  'links',
  'conversions',
  'broadcasts',
  'audiences',
  'health',
  'settings',
] as const;
export type AccountPage = (typeof ACCOUNT_PAGES)[number];

export type Route =
  | { page: 'home' }
  | { page: 'setup' }
  | { page: 'sign-in' }
  | { page: 'new-account' }
  | { page: AccountPage; account: number }
  | { page: 'broadcast'; account: number; id: number }
  | { page: 'not-found' };

function idOf(text: string | undefined): number | null {
  const id = text !== undefined && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(id) ? id : null;
}

/** What a path shows. */
export function parsePath(path: string): Route {
  const [first, second, third, fourth, ...rest] = path.split('/').filter((part) => part !== '');
  if (rest.length > 0) return { page: 'not-found' };
  if (first === undefined) return { page: 'home' };
  if (second === undefined && (first === 'setup' || first === 'sign-in')) return { page: first };
  if (first === 'accounts' && second === 'new' && third === undefined) return { page: 'new-account' };
  const account = idOf(second);
  if (first !== 'a' || account === null) return { page: 'not-found' };
  const page = ACCOUNT_PAGES.find((known) => known === (third ?? 'overview'));
  if (!page) return { page: 'not-found' };
  if (fourth === undefined) return { page, account };
  const id = idOf(fourth);
  return page === 'broadcasts' && id !== null ? { page: 'broadcast', account, id } : { page: 'not-found' };
}

/** The path of a page of an account. */
export function accountPath(account: number, page: AccountPage, id?: number): string {
  return id === undefined ? `/a/${account}/${page}` : `/a/${account}/${page}/${id}`;
}

/** A path of ours to go to after signing in; anything else would let a link send people to another site. */
export function ownPath(text: string | null): string {
  return text !== null && /^\/(?![/\\])/.test(text) ? text : '/';
}

const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', changed);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', changed);
  };
}

/** Goes to an address of the dashboard without loading anything anew. */
export function navigate(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  changed();
}

/** The path and the query of the address, kept up to date. */
export function useLocation(): { path: string; query: URLSearchParams } {
  const text = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const mark = text.indexOf('?');
  return mark < 0
    ? { path: text, query: new URLSearchParams() }
    : { path: text.slice(0, mark), query: new URLSearchParams(text.slice(mark)) };
}

/** Some of the query, changed; null takes a name out. */
export type QueryChange = Readonly<Record<string, string | null>>;

/** The present address with some of its query changed; the rest of it stays. */
export function addressWith(change: QueryChange): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text ? `${location.pathname}?${text}` : location.pathname;
}

/** Changes some of the query. It is the same page still: the way back does not lead through it. */
export function setQuery(change: QueryChange): void {
  navigate(addressWith(change), { replace: true });
}

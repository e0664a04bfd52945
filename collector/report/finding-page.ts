import type { EventPage } from '../../db/store.ts';
import { groupBy } from '../lib/group.ts';
import { BASE, type Evidence, type Finding, finding, NAMES } from './finding.ts';

/* Pages with events by the tag and without page views: the base code is missing there. */

/** One or two events without page view may be a person who left before it was sent. */
const BARE_ENOUGH = 3;
/** In a day there may also be one who left a page open since the day before, and goes on with it. */
const BARE_TODAY = 10;
/** Pages that are alike are told apart by a number only: of those, the page view of some gets lost. */
const MOST = 0.5;

/** Pages of one kind whose events come without page view. */
interface Bare {
  page: string;
  events: number;
  lastAt: number;
  lastUrl: string;
}

/** Whether a part of an address has a digit; those that encode its letters are none. */
function isNumbered(part: string): boolean {
  return /\d/.test(part.replace(/%[0-9a-f]{2}/gi, ''));
}

/** The page without what numbers it: an order, a booking, a member. */
function kindOf(page: string): string {
  const [host = '', ...path] = page.split('/');
  return [host, ...path.map((part) => (isNumbered(part) ? '*' : part))].join('/');
}

function sumOf(pages: EventPage[]): number {
  return pages.reduce((sum, { events }) => sum + events, 0);
}

function bareOf(page: string, pages: EventPage[]): Bare[] {
  const [last] = [...pages].sort((a, b) => b.lastAt - a.lastAt);
  return last ? [{ page, events: sumOf(pages), lastAt: last.lastAt, lastUrl: last.lastUrl }] : [];
}

/** Pages that have so many events and no page view; and kinds of pages of which that is so for most events. */
export function barePages(pages: EventPage[], enough: number): Bare[] {
  const isBare = ({ pageViews }: EventPage) => pageViews === 0;
  const alone = pages.filter((one) => isBare(one) && one.events >= enough);
  const kinds = groupBy(
    pages.filter((one) => !alone.includes(one)),
    ({ page }) => kindOf(page),
  );
  const alike = [...kinds].flatMap(([kind, all]) => {
    const bare = all.filter(isBare);
    const events = sumOf(bare);
    return events >= enough && events / sumOf(all) >= MOST ? bareOf(kind, bare) : [];
  });
  return [...alone.flatMap((one) => bareOf(one.page, [one])), ...alike].sort((a, b) => b.events - a.events);
}

/** Whether the last day has enough events of a kind of pages to tell, and tells that the base code is there. */
function isMended(kind: string, pages: EventPage[]): boolean {
  const today = pages.filter(({ page }) => page === kind || kindOf(page) === kind);
  const bare = today.filter(({ pageViews }) => pageViews === 0);
  return sumOf(today) >= BARE_TODAY && sumOf(bare) / sumOf(today) < MOST;
}

/** Events without page view. */
export function baseMissing({ week, day }: Evidence): Finding[] {
  const today = day.health.pages;
  const bare = barePages(week.health.pages, BARE_ENOUGH).filter(({ page }) => !isMended(page, today));
  const fresh = barePages(today, BARE_TODAY).filter(({ page }) => !bare.some((one) => one.page === page));
  const all = [...bare, ...fresh];
  const [last] = [...all].sort((a, b) => b.lastAt - a.lastAt);
  if (!last) return [];
  const { lastAt, lastUrl } = last;
  const count = all.reduce((sum, { events }) => sum + events, 0);
  const names = all.slice(0, NAMES).map(({ page }) => page);
  return [finding('base_code_missing', { names, count, lastAt, lastUrl, about: [BASE] })];
}

import { vi } from 'vitest';
import type { Second } from '../../tag/handed.ts';
import type { WireBatch, WireHit, WireIdentify } from '../../tag/wire.ts';

export const T1 = '11111111-1111-4111-8111-111111111111';
export const T2 = '22222222-2222-4222-8222-222222222222';
export const T3 = '33333333-3333-4333-8333-333333333333';

/** One request of the tag. */
export interface Sent {
  url: string;
  body: string;
  init: RequestInit;
}

export interface TagPage {
  /** The page's `_lt`, looked up at each call as a page does. */
  lt: (...call: unknown[]) => void;
  /** Requests by fetch, in order. */
  fetched: Sent[];
  /** Beacons, in order. */
  beacons: Sent[];
  /** Hits of all requests by fetch, in order. */
  hits: () => WireHit[];
  /** The same in words: the event's name, or `view`, and its flags. */
  sent: () => string[];
  /** Bodies of `POST /identify`. */
  identified: () => WireIdentify[];
  /** The next answers of the collector, in order; afterwards 204. `null` is no network. */
  answers: (Response | null)[];
  /** Lets `ms` pass, and all that was to happen in them. */
  pass: (ms?: number) => Promise<void>;
  /** Shows or hides the page. */
  show: (visible: boolean) => void;
  /** Opens a page that was rendered ahead; a browser shows it a moment before. */
  open: () => void;
  /** Runs the script once more, as a second base code does. */
  again: () => Promise<void>;
}

export interface PageOptions {
  url?: string;
  referrer?: string;
  title?: string;
  /** Calls before the script came, made through the snippet's stub. */
  before?: (lt: TagPage['lt']) => void;
  hidden?: boolean;
  /** The page is still read, and stays so. */
  loading?: boolean;
  prerendering?: boolean;
  gpc?: boolean;
  /** How the second file comes; by default it does. */
  load?: () => Promise<Second>;
  /** Elements of the head; by default the script's own. */
  head?: string;
}

const SCRIPT = '<script src="https://tagline.test/lt.js"></script>';
let undo: (() => void)[] = [];

/** Opens a page of a site in happy-dom with the tag in it; random bits and clock are the same each time. */
export async function openPage({
  url = 'https://shop.test/',
  referrer = '',
  title = 'Shop',
  before,
  hidden = false,
  loading = false,
  prerendering = false,
  gpc = false,
  load,
  head = SCRIPT,
}: PageOptions = {}): Promise<TagPage> {
  closePage();
  vi.resetModules();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  vi.setSystemTime('2026-01-02T03:04:05.000Z');
  // A page is some time old when its script runs.
  vi.advanceTimersByTime(678);
  const browser = Reflect.get(window, 'happyDOM');
  browser.settings.handleDisabledFileLoadingAsSuccess = true;
  browser.setURL(url);
  document.head.innerHTML = head;
  document.title = title;
  let draws = 0;
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    if (array instanceof Uint8Array) array.fill(++draws);
    return array;
  });
  // Where numbers of hits start.
  vi.spyOn(Math, 'random').mockReturnValue(1_767_323_045 / 2 ** 31);
  define(Document.prototype, 'currentScript', () => document.querySelector('script'));
  define(Document.prototype, 'referrer', () => referrer);
  define(Document.prototype, 'hidden', () => hidden);
  define(Document.prototype, 'readyState', () => (loading ? 'loading' : 'complete'));
  define(Document.prototype, 'prerendering', () => prerendering);
  define(navigator, 'globalPrivacyControl', () => gpc);
  define(globalThis, 'isSecureContext', () => url.startsWith('https:'));
  rememberListeners();

  const fetched: Sent[] = [];
  const beacons: Sent[] = [];
  const answers: TagPage['answers'] = [];
  vi.stubGlobal('fetch', async (to: unknown, init: RequestInit) => {
    fetched.push({ url: String(to), body: String(init.body), init });
    const answer = answers.length ? answers.shift() : new Response(null, { status: 204 });
    if (!answer) throw new TypeError('Failed to fetch');
    return answer;
  });
  define(navigator, 'sendBeacon', () => (to: unknown, body: unknown) => {
    beacons.push({ url: String(to), body: String(body), init: {} });
    return true;
  });

  if (before) {
    // As the snippet writes it: the queued items are `arguments` objects.
    window._ltq = [];
    window._lt = function stub() {
      // biome-ignore lint/complexity/noArguments: LINE's own stub does, and the tag must take it.
      window._ltq?.push(arguments);
    };
    before(window._lt);
  }
  const again = async () => {
    vi.resetModules();
    // A browser has the second file from the collector.
    const more = await import('../../tag/more/index.ts');
    vi.doMock('../../tag/lib/load.ts', () => ({ load: load ?? (async () => more) }));
    await import('../../tag/tag.ts');
  };
  await again();
  const hits = () =>
    fetched.filter(({ url: to }) => to.endsWith('/hit')).flatMap(({ body }) => batchOf(body).hits);
  return {
    lt: (...call) => window._lt?.(...call),
    fetched,
    beacons,
    answers,
    hits,
    sent: () => hits().map(({ event = 'view', flags }) => [event, ...(flags ?? [])].join(' ')),
    identified: () =>
      fetched.filter(({ url: to }) => to.endsWith('/identify')).map(({ body }) => JSON.parse(body)),
    pass: async (ms = 100) => {
      await vi.advanceTimersByTimeAsync(ms);
    },
    show: (visible) => {
      hidden = !visible;
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    },
    open: () => {
      prerendering = false;
      document.dispatchEvent(new Event('prerenderingchange'));
    },
    again,
  };
}

/** The calls of an account's base code. */
export function base(lt: TagPage['lt']): void {
  lt('init', { customerType: 'account', tagId: T1 });
  lt('send', 'pv', [T1]);
}

/** Takes away all that a page left in the shared window of the test file. */
export function closePage(): void {
  for (const step of undo.reverse()) step();
  undo = [];
  vi.useRealTimers();
  // The tag's own cannot be taken away from a page, only from a test.
  Reflect.deleteProperty(window, '_lt');
  delete window._ltq;
  delete window._tlq;
  try {
    localStorage.clear();
  } catch {
    // A test had blocked it.
  }
  for (const cookie of document.cookie.split('; ')) {
    for (const domain of ['', location.hostname]) {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in happy-dom.
      document.cookie = `${cookie.split('=', 1).join()}=;max-age=-1;path=/;domain=${domain}`;
    }
  }
}

/** A body as the tag sent it. */
export function batchOf(body: string): WireBatch {
  return JSON.parse(body);
}

/** Puts a property in place until the page closes. */
export function define(target: object, name: string, get: () => unknown): void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { get, configurable: true });
  undo.push(() => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  });
}

function rememberListeners(): void {
  const add = window.addEventListener;
  const spy = vi.spyOn(window, 'addEventListener');
  spy.mockImplementation((name: string, run: EventListenerOrEventListenerObject, capture) => {
    add.call(window, name, run, capture);
    undo.push(() => window.removeEventListener(name, run, capture));
  });
}

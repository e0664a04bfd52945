import { useRef, useState } from 'hono/jsx/dom';
import { ApiError, api, download, ids, type LiveHit, tell } from '../client.ts';
import { useEffect } from './use-effect.ts';

/** Hits that are kept on the page; older ones go. */
const KEPT = 200;
/** Milliseconds between two drawings, so that a busy site does not hold up the browser. */
const DRAW_EVERY = 200;
/** Milliseconds after which a line that was refused is tried again. */
const RETRY = 5000;

/** A hit with a number of its own, as drawn. */
export interface Row {
  key: number;
  hit: LiveHit;
}

export interface Hits {
  /** Newest first. */
  rows: readonly Row[];
  /** Hits that came while paused. */
  waiting: number;
  /** Of those that came while paused, the older ones that are not kept. */
  gone: number;
  /** Whether the line was lost in between: what came meanwhile is not here. */
  gap: boolean;
  /** Hits that the server left out because they came too fast. */
  skipped: number;
  line: 'connecting' | 'open' | 'lost';
  /** Why the server refused the line. */
  error: ApiError | null;
  paused: boolean;
  setPaused: (paused: boolean) => void;
  clear: () => void;
}

/** What the line has brought, outside what is drawn: drawing takes it over now and then. */
interface Box {
  next: number;
  fresh: Row[];
  /** How many had to go while paused. */
  gone: number;
  skipped: number;
}

const EMPTY: Box = { next: 0, fresh: [], gone: 0, skipped: 0 };

/** Hits of an account while they arrive. */
export function useHits(account: number): Hits {
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [waiting, setWaiting] = useState(0);
  const [gone, setGone] = useState(0);
  const [gap, setGap] = useState(false);
  const [skipped, setSkipped] = useState(0);
  const [line, setLine] = useState<Hits['line']>('connecting');
  const [error, setError] = useState<ApiError | null>(null);
  const [paused, setPaused] = useState(false);
  const box = useRef<Box>({ ...EMPTY, fresh: [] });
  const isPaused = useRef(paused);
  isPaused.current = paused;

  const draw = () => {
    const mine = box.current ?? EMPTY;
    setSkipped(mine.skipped);
    if (isPaused.current) setWaiting(mine.fresh.length + mine.gone);
    else if (mine.fresh.length > 0) {
      const fresh = mine.fresh.splice(0).reverse();
      const more = mine.gone;
      mine.gone = 0;
      setRows((old) => [...fresh, ...old].slice(0, KEPT));
      setGone((old) => old + more);
      setWaiting(0);
    }
  };

  useEffect(() => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let drawing: ReturnType<typeof setTimeout> | undefined;
    const ending = new AbortController();
    let wasOpen = false;
    const mine = box.current ?? { ...EMPTY, fresh: [] };
    const param = ids(account);
    const { live } = api.accounts[':account'].hits;

    const plan = () => {
      drawing ??= setTimeout(() => {
        drawing = undefined;
        draw();
      }, DRAW_EVERY);
    };
    /** An event source tells nothing of a refusal, so the same is asked once more in a way that does. */
    const askWhy = async () => {
      const asking = new AbortController();
      ending.signal.addEventListener('abort', () => asking.abort());
      try {
        await tell(live.$get({ param }, { init: { signal: asking.signal } }));
        return null;
      } catch (thrown) {
        return thrown instanceof ApiError ? thrown : null;
      } finally {
        asking.abort(); // the head of the answer said enough
      }
    };
    const open = () => {
      source = new EventSource(download(live.$path({ param })));
      source.onopen = () => {
        setLine('open');
        setError(null);
        if (wasOpen) setGap(true);
        wasOpen = true;
      };
      source.addEventListener('hit', ({ data }: MessageEvent<string>) => {
        const hit: LiveHit = JSON.parse(data);
        mine.fresh.push({ key: mine.next, hit });
        mine.next += 1;
        if (mine.fresh.length > KEPT) {
          mine.fresh.shift();
          if (isPaused.current) mine.gone += 1;
        }
        plan();
      });
      source.addEventListener('skipped', ({ data }: MessageEvent<string>) => {
        mine.skipped += Number(data);
        plan();
      });
      source.onerror = () => {
        setLine('lost');
        // A line that broke is taken up again by the browser itself; one that was refused is not.
        if (source?.readyState !== EventSource.CLOSED) return;
        void askWhy().then((why) => {
          if (ending.signal.aborted) return;
          setError(why);
          retry = setTimeout(open, why === null ? 0 : RETRY);
        });
      };
    };

    open();
    return () => {
      ending.abort();
      source?.close();
      clearTimeout(retry);
      clearTimeout(drawing);
    };
  }, [account]);

  useEffect(() => {
    if (!paused) draw();
  }, [paused]);

  return {
    rows,
    waiting,
    gone,
    gap,
    skipped,
    line,
    error,
    paused,
    setPaused,
    clear: () => {
      setRows([]);
      setGone(0);
      setGap(false);
    },
  };
}

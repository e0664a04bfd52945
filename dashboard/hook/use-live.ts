import { useRef, useState } from 'hono/jsx/dom';
import { api, ask, ids, type Live } from '../client.ts';
import { useEffect } from './use-effect.ts';

/** Between two looks; with one request in between, what happens on the site shows within two seconds. */
const EVERY = 1000;
/** After a look that failed. */
const RETRY = 5000;

/** Looks at the last five minutes each second while the page is visible; calls back when something is new. */
export function useLive(account: number, onNews: () => void): { live: Live | null; lost: boolean } {
  const [live, setLive] = useState<Live | null>(null);
  const [lost, setLost] = useState(false);
  const told = useRef(onNews);
  told.current = onNews;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let cursor: number | null = null;
    let ended = false;

    const look = async () => {
      try {
        const next = await ask(api.accounts[':account'].live.$get({ param: ids(account) }));
        if (ended) return;
        setLive((old) => (old && isSame(old, next) ? old : next));
        setLost(false);
        if (cursor !== null && cursor !== next.cursor) told.current();
        cursor = next.cursor;
        plan(EVERY);
      } catch {
        if (ended) return;
        setLost(true);
        plan(RETRY);
      }
    };
    const plan = (delay: number) => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(() => void look(), delay);
    };
    const onVisibility = () => plan(0);

    plan(0);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      ended = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [account]);

  return { live, lost };
}

function isSame(a: Live, b: Live): boolean {
  return a.people === b.people && a.pageViews === b.pageViews && a.cursor === b.cursor;
}

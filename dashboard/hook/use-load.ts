import { useCallback, useRef, useState } from 'hono/jsx/dom';
import { ApiError } from '../client.ts';
import { useEffect } from './use-effect.ts';

export interface Load<T> {
  /** What was read last; stays while something newer is on its way, so that the page does not jump. */
  data: T | null;
  error: ApiError | null;
  /** True while the data is not (yet) that of the present key. */
  loading: boolean;
  /** Reads again with the old data in place. */
  reload: () => void;
  /** Reads again after an error, and shows that it does. */
  retry: () => void;
}

interface State<T> {
  data: T | null;
  error: ApiError | null;
  loading: boolean;
}

/** Reads something from the server, again whenever `key` changes. The latest request wins. */
export function useLoad<T>(key: string, load: () => Promise<T>): Load<T> {
  const [state, setState] = useState<State<T>>({ data: null, error: null, loading: true });
  const latest = useRef({ turn: 0, load });
  latest.current.load = load;

  const start = useCallback((quiet: boolean) => {
    latest.current.turn += 1;
    const { turn } = latest.current;
    if (!quiet) setState((old) => ({ data: old.data, error: null, loading: true }));
    latest.current.load().then(
      (data) => {
        if (turn === latest.current.turn) setState({ data, error: null, loading: false });
      },
      (thrown: unknown) => {
        if (turn !== latest.current.turn) return;
        const error = thrown instanceof ApiError ? thrown : new ApiError(0, 'unknown', String(thrown), null);
        // A quiet read that fails leaves what stands; the next one mends it.
        setState((old) => (quiet && old.data !== null ? old : { data: old.data, error, loading: false }));
      },
    );
  }, []);

  useEffect(() => {
    start(false);
    return () => {
      latest.current.turn += 1;
    };
  }, [key]);

  return { ...state, reload: useCallback(() => start(true), []), retry: useCallback(() => start(false), []) };
}

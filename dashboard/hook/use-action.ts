import { useState } from 'hono/jsx/dom';
import { ApiError } from '../client.ts';

export interface Action {
  /** True while the server works on it. */
  busy: boolean;
  error: ApiError | null;
  /** Runs something that may fail; a second click while busy does nothing. */
  run: (work: () => Promise<void>) => void;
  clear: () => void;
}

/** The state of something a person sets off: sending a form, pressing a button. */
export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  return {
    ...state,
    run: (work) => {
      if (state.busy) return;
      setState({ busy: true, error: null });
      work().then(
        () => setState({ busy: false, error: null }),
        (thrown: unknown) => {
          const error =
            thrown instanceof ApiError ? thrown : new ApiError(0, 'unknown', String(thrown), null);
          setState({ busy: false, error });
        },
      );
    },
    clear: () => setState({ busy: false, error: null }),
  };
}

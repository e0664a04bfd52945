import { useEffect as useHonoEffect } from 'hono/jsx/dom';

/**
 * `useEffect` that runs once for each change of `deps`. Hono's own keeps an effect waiting for the next frame and
 * queues it again when the component is drawn before that; the second run would leave two timers, two listeners,
 * two charts, and a way to end only one of them.
 */
export function useEffect(effect: () => undefined | (() => void), deps: readonly unknown[]): void {
  let ran = false;
  let cleanup: (() => void) | undefined;
  useHonoEffect(() => {
    if (!ran) {
      ran = true;
      cleanup = effect();
    }
    return cleanup;
  }, deps);
}

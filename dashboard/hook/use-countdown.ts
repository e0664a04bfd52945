import { useState } from 'hono/jsx/dom';
import { useEffect } from './use-effect.ts';

/** Whole seconds that are left of `lasts` milliseconds; it starts anew for each new `key`. */
export function useCountdown(lasts: number, key: string): number {
  const [left, setLeft] = useState(Math.ceil(lasts / 1000));
  useEffect(() => {
    const began = performance.now();
    const count = () => {
      const seconds = Math.max(0, Math.ceil((lasts - (performance.now() - began)) / 1000));
      setLeft(seconds);
      if (seconds === 0) clearInterval(timer);
    };
    const timer = setInterval(count, 500);
    count();
    return () => clearInterval(timer);
  }, [lasts, key]);
  return left;
}

import { expect } from 'vitest';

/**
 * Waits until this page has the answers to so many of its requests to the collector, by its own list of what it asked
 * for. The collector has a hit before the page knows that; a page that is left in between says it once more.
 */
export const answered = (page: { evaluate(script: string): Promise<unknown> }, requests = 1): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(
          "performance.getEntriesByType('resource').filter(({name})=>/\\/hit$/.test(name)).length",
        ),
      { timeout: 8000 },
    )
    .toBeGreaterThanOrEqual(requests);

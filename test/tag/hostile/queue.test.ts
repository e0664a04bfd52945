// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { base, closePage, openPage, T1, type TagPage } from '../../support/tag-page.ts';

/*
 * What others do to the queue of calls. Whatever it is: nothing is thrown into the page, nothing of its neighbours is lost.
 */
afterEach(closePage);

describe("another tag's hands on the queue", () => {
  /** What a stand-in for the other tag heard, call by call. */
  const heard = () => {
    const calls: unknown[][] = [];
    return { calls, hear: (args: ArrayLike<unknown>) => calls.push(Array.from(args)) };
  };

  it('before ours: its hook on push goes on to hear every call, and so do we', async () => {
    const { calls, hear } = heard();
    const page = await openPage({
      before: () => {
        const queue = window._ltq ?? [];
        queue.push = (...items) => {
          items.forEach(hear);
          return 0;
        };
      },
    });
    base(page.lt);
    await page.pass();
    expect(page.hits()).toHaveLength(1);
    expect(calls.map(([command]) => command)).toEqual(['init', 'send']);
  });

  it('before ours: an object of its own in the place of the queue stays there', async () => {
    const { calls, hear } = heard();
    const page = await openPage({
      before: () => Reflect.set(window, '_ltq', { push: hear }),
    });
    base(page.lt);
    await page.pass();
    expect(page.hits()).toHaveLength(1);
    expect(calls.map(([command]) => command)).toEqual(['init', 'send']);
  });

  it('after ours: a stub of a code further down cuts nobody off', async () => {
    const { calls, hear } = heard();
    const page = await openPage();
    window._lt = (...args) => hear(args);
    // As every code begins, LINE's and ours.
    window._lt = window._lt || (() => {});
    base(page.lt);
    await page.pass();
    expect(page.hits()).toHaveLength(1);
    expect(calls.map(([command]) => command)).toEqual(['init', 'send']);
  });
});

describe("the page's own hands on _lt", () => {
  const later = async (wrap: (lt: TagPage['lt']) => TagPage['lt'], isBefore: boolean) => {
    const put = () => {
      if (window._lt) window._lt = wrap(window._lt);
    };
    const page = await openPage({ before: isBefore ? put : () => {} });
    if (!isBefore) put();
    base(page.lt);
    await page.pass();
    return page;
  };

  describe.each([
    ['before the script came', true],
    ['after it', false],
  ])('put there %s', (_, isBefore) => {
    it('change what is said, and say more', async () => {
      const page = await later(
        (lt) =>
          (...call) => {
            lt(...call);
            if (call[1] === 'pv') lt('send', 'cv', { type: 'Also' }, [T1]);
          },
        isBefore,
      );
      expect(page.sent()).toEqual(['view', 'Also']);
    });

    it('let a call through once', async () => {
      const seen = new Set<unknown>();
      const page = await later(
        (lt) =>
          (...call) => {
            const [, , params] = call;
            lt(...call.slice(0, 2), seen.has(params) ? {} : params, ...call.slice(3));
            seen.add(params);
          },
        isBefore,
      );
      const order = { type: 'A', value: 5 };
      page.lt('send', 'cv', order, [T1]);
      page.lt('send', 'cv', order, [T1]);
      await page.pass();
      expect(page.hits().map(({ value }) => value)).toEqual([undefined, 5, undefined]);
    });

    it('end, though they call later', async () => {
      const page = await later(
        (lt) =>
          (...call) => {
            setTimeout(() => lt(...call));
          },
        isBefore,
      );
      await page.pass(10_000);
      expect(page.hits().length).toBeLessThan(4);
    });
  });

  it('leave the other tag behind them its calls', async () => {
    const calls: unknown[][] = [];
    const page = await openPage();
    window._lt = (...call) => calls.push(call);
    const before = window._lt;
    window._lt = (...call) => before?.(...call);
    base(page.lt);
    await page.pass();
    expect(page.sent()).toEqual(['view']);
    expect(calls.map(([command]) => command)).toEqual(['init', 'send']);
  });
});

it('takes every call of one push', async () => {
  const page = await openPage({ before: base });
  window._ltq?.push(['send', 'cv', { type: 'A' }, [T1]], ['send', 'cv', { type: 'B' }, [T1]]);
  await page.pass();
  expect(page.sent()).toEqual(['view', 'A', 'B']);
});

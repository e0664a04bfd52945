import { describe, expect, it } from 'vitest';
import { createProgress, progressLine } from '../../../collector/cli/progress.ts';

const NONE = { bytes: 0, lines: 0 };

describe('a progress line', () => {
  it.each([
    [{ bytes: 0, lines: 0 }, NONE, 1e6, '[------------------------]   0%  0.0 MB of 1.0 MB  0 lines/s'],
    [
      { bytes: 5e5, lines: 4000 },
      NONE,
      1e6,
      '[############------------]  50%  0.5 MB of 1.0 MB  2,000 lines/s  0:02 left',
    ],
    [
      { bytes: 1e6, lines: 8000 },
      NONE,
      1e6,
      '[########################] 100%  1.0 MB of 1.0 MB  4,000 lines/s  0:00 left',
    ],
    // What an earlier run did is no speed of this one.
    [
      { bytes: 1e8, lines: 9000 },
      { bytes: 9e7, lines: 8000 },
      1e9,
      '[##----------------------]  10%  100.0 MB of 1000.0 MB  500 lines/s  3:00 left',
    ],
    [{ bytes: 5e5, lines: 4000 }, NONE, null, '0.5 MB  4,000 lines  2,000 lines/s'],
    [{ bytes: 0, lines: 0 }, NONE, 0, '0.0 MB  0 lines  0 lines/s'],
  ])('%j from %j of %s', (reached, began, total, line) => {
    expect(progressLine(reached, began, total, 2000)).toBe(line);
  });
});

function start(isTty: boolean) {
  let time = 0;
  let text = '';
  const screen = { isTty, write: (more: string) => (text += more) };
  const progress = createProgress(screen, { began: NONE, total: 100, now: () => time });
  return {
    progress,
    text: () => text,
    move: (ms: number) => {
      time += ms;
    },
  };
}

describe('progress', () => {
  it('is one line of a terminal, drawn anew, under what is said', () => {
    const { progress, text, move } = start(true);
    progress.at({ bytes: 1, lines: 1 });
    progress.at({ bytes: 2, lines: 2 }); // too soon to be drawn
    progress.say('line 2: bad');
    move(1000);
    progress.at({ bytes: 50, lines: 50 });
    expect(progress.end()).toBe(1000);
    const drawn = text().split('\r\x1b[K');
    expect(drawn).toHaveLength(5);
    expect(drawn[2]).toBe('line 2: bad\n');
    expect(drawn[3]).toContain(' 50%');
    expect(drawn[4]).toBe('');
  });

  it('is a plain line every ten seconds where there is no terminal', () => {
    const { progress, text, move } = start(false);
    for (let count = 0; count < 250; count += 1) {
      progress.at({ bytes: count, lines: count });
      move(100);
    }
    progress.end();
    expect(text().split('\n').filter(Boolean)).toHaveLength(2);
    expect(text()).not.toContain('\r');
  });
});

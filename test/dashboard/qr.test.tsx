// @vitest-environment happy-dom
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { QrCode } from '../../dashboard/component/qr-code.tsx';
import { qr, qrFile } from '../../dashboard/lib/qr.ts';
import { draw } from './drawn.ts';

const TEXT = 'https://t.example/r/k7Qm2x';
const QUIET = 4;

/** Colours the modules that a path covers. */
function paint(path: string, size: number): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H(\d+)z/g)) {
    expect(back).toBe(x);
    const row = grid[Number(y)];
    for (let i = 0; i < Number(width); i += 1) if (row) row[Number(x) + i] = true;
  }
  return grid;
}

describe('qr', () => {
  const { size, path } = qr(TEXT);
  const grid = paint(path, size);

  it('draws exactly the modules of the code', () => {
    const { data } = encode(TEXT, { ecc: 'Q', border: QUIET });
    expect(grid).toEqual(data);
    expect(path.replace(/M\d+ \d+h\d+v1H\d+z/g, '')).toBe('');
  });

  it('keeps four light modules around it', () => {
    const edge = grid.flatMap((row, y) =>
      row.filter((_, x) => Math.min(x, y, size - 1 - x, size - 1 - y) < QUIET),
    );
    expect(edge.length).toBeGreaterThan(0);
    expect(edge).not.toContain(true);
  });

  it('has the three squares by which readers find it, and not a fourth', () => {
    const square = (left: number, top: number) =>
      Array.from({ length: 7 }, (_, y) =>
        Array.from({ length: 7 }, (_, x) => (grid[top + y]?.[left + x] ? '#' : '.')).join(''),
      ).join('\n');
    const finder = '#######\n#.....#\n#.###.#\n#.###.#\n#.###.#\n#.....#\n#######';
    const far = size - QUIET - 7;
    expect([square(QUIET, QUIET), square(far, QUIET), square(QUIET, far)]).toEqual([finder, finder, finder]);
    expect(square(far, far)).not.toBe(finder);
  });

  it('is saved as a file that draws the same', () => {
    const file = new DOMParser().parseFromString(qrFile({ size, path }), 'image/svg+xml');
    expect(file.documentElement.getAttribute('viewBox')).toBe(`0 0 ${size} ${size}`);
    expect(file.querySelector('path')?.getAttribute('d')).toBe(path);
    expect(file.querySelector('rect')?.getAttribute('fill')).toBe('#fff');
  });

  it('is drawn as SVG with a name', async () => {
    await draw(<QrCode text={TEXT} label="QR code of Poster" />);
    const svg = document.querySelector('svg');
    expect(svg?.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(svg?.getAttribute('aria-label')).toBe('QR code of Poster');
    expect(svg?.querySelector('path')?.getAttribute('d')).toBe(path);
  });
});

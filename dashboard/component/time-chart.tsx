import { useRef } from 'hono/jsx/dom';
import { type Drawing, draw, type Lines } from '../chart.ts';
import { useEffect } from '../hook/use-effect.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { onThemeChange } from '../lib/theme.ts';

/** Figures over time, with the table of the same figures behind it. */
export function TimeChart({ label, lines }: { label: string; lines: Lines }) {
  const { t, format } = useI18n();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<Drawing | null>(null);
  const latest = useRef(lines);
  latest.current = lines;

  // A kind of chart cannot become another; everything else is put into the one that stands.
  useEffect(() => {
    if (!canvas.current) return;
    drawing.current = draw(canvas.current, latest.current);
    const stop = onThemeChange(() => drawing.current?.update(latest.current));
    return () => {
      stop();
      drawing.current?.end();
      drawing.current = null;
    };
  }, [lines.kind]);
  useEffect(() => {
    drawing.current?.update(lines);
  }, [lines]);

  const { before } = lines;
  const number = (value: number | null | undefined) =>
    typeof value === 'number' ? format.number(value) : '–';
  return (
    <div class="chart">
      <div class="chart-canvas">
        <canvas key={lines.kind} ref={canvas} role="img" aria-label={label} />
      </div>
      <details class="chart-table">
        <summary>{t('chart.table')}</summary>
        <section class="table-scroll" tabindex={0} aria-label={label}>
          <table aria-label={label}>
            <thead>
              <tr>
                <th scope="col">{t('chart.time')}</th>
                <th scope="col" class="number">
                  {lines.name}
                </th>
                {before ? (
                  <th scope="col" class="number">
                    {before.name}
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {lines.titles.map((title, index) => (
                <tr key={title}>
                  <th scope="row">{title}</th>
                  <td class="number">{number(lines.values[index])}</td>
                  {before ? <td class="number">{number(before.values[index])}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </div>
  );
}

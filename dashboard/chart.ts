import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export type Kind = 'line' | 'bar';

/** A line of the chart, ready to be drawn. */
export interface Lines {
  kind: Kind;
  /** Name of the custom property that holds its colour: the same thing has the same colour on every page. */
  colour: string;
  labels: string[];
  /** Whole labels for the tooltip. */
  titles: string[];
  name: string;
  /** Null for what has not happened yet. */
  values: (number | null)[];
  /** Whether the last value is of an hour or a day that is still going on. */
  unfinished: boolean;
  before: { name: string; titles: string[]; values: number[] } | null;
  number: (value: number) => string;
  short: (value: number) => string;
}

/** Reads a custom property of the style sheet; the canvas knows none. */
function colourOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The same colour with less of it. Custom properties hold six-digit hex. */
function faded(hex: string, alpha: string): string {
  return `${hex}${alpha}`;
}

function datasets(lines: Lines): ChartConfiguration<Kind, (number | null)[], string>['data']['datasets'] {
  const colour = colourOf(lines.colour);
  const quiet = colourOf('--chart-before');
  const last = lines.values.findLastIndex((value) => value !== null);
  const now = {
    label: lines.name,
    data: lines.values,
    borderColor: colour,
    backgroundColor: lines.kind === 'bar' ? colour : faded(colour, '1a'),
    borderWidth: lines.kind === 'bar' ? 0 : 2,
    pointBackgroundColor: colour,
    // A single point makes no line.
    pointRadius: last === 0 ? 4 : 0,
    pointHoverRadius: 4,
    tension: 0.3,
    cubicInterpolationMode: 'monotone' as const,
    fill: lines.kind === 'line',
    segment: {
      // What is still going on is drawn as not yet certain.
      borderDash: ({ p1DataIndex }: { p1DataIndex: number }) =>
        lines.unfinished && p1DataIndex === last ? [5, 4] : undefined,
    },
    borderRadius: 2,
    maxBarThickness: 28,
  };
  if (!lines.before) return [now];
  const before = {
    ...now,
    label: lines.before.name,
    data: lines.before.values,
    borderColor: quiet,
    backgroundColor: lines.kind === 'bar' ? faded(quiet, '80') : 'transparent',
    pointBackgroundColor: quiet,
    borderWidth: lines.kind === 'bar' ? 0 : 1.5,
    borderDash: [4, 4],
    segment: {},
    fill: false,
  };
  // A bar of the period before stands left of its successor; a line of it lies under.
  return lines.kind === 'bar' ? [before, now] : [now, before];
}

function options(lines: Lines): NonNullable<ChartConfiguration<Kind, (number | null)[], string>['options']> {
  const text = colourOf('--text-quiet');
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: { mode: 'index', intersect: false },
    layout: { padding: { top: 8, right: 4 } },
    scales: {
      x: {
        grid: { display: false },
        border: { color: colourOf('--line') },
        ticks: { color: text, font, maxRotation: 0, autoSkipPadding: 24 },
      },
      y: {
        beginAtZero: true,
        suggestedMax: 4,
        grid: { color: colourOf('--line-faint') },
        border: { display: false },
        ticks: {
          color: text,
          font,
          precision: 0,
          maxTicksLimit: 5,
          callback: (value) => lines.short(Number(value)),
        },
      },
    },
    plugins: {
      tooltip: {
        backgroundColor: colourOf('--tip'),
        titleColor: colourOf('--tip-text'),
        bodyColor: colourOf('--tip-text'),
        titleFont: { ...font, weight: 600 },
        bodyFont: font,
        padding: 10,
        cornerRadius: 6,
        displayColors: false,
        callbacks: {
          title: (items) => lines.titles[items[0]?.dataIndex ?? 0] ?? '',
          label: (item) => {
            const { before } = lines;
            const when = before && item.dataset.label === before.name ? before.titles[item.dataIndex] : null;
            const figure = `${lines.number(Number(item.raw))} ${lines.name}`;
            return when ? `${figure} · ${when}` : figure;
          },
        },
      },
    },
  };
}

export interface Drawing {
  /** Draws other data in the same place, without movement. */
  update: (lines: Lines) => void;
  end: () => void;
}

/** Draws on a canvas. */
export function draw(canvas: HTMLCanvasElement, lines: Lines): Drawing {
  const chart = new Chart<Kind, (number | null)[], string>(canvas, {
    type: lines.kind,
    data: { labels: lines.labels, datasets: datasets(lines) },
    options: options(lines),
  });
  return {
    update: (next) => {
      chart.data.labels = next.labels;
      chart.data.datasets = datasets(next);
      chart.options = options(next);
      chart.update('none');
    },
    end: () => chart.destroy(),
  };
}

/** Outlines on a 16 by 16 grid, drawn with a 1.5 stroke. */
const PATHS = {
  overview: 'M2.5 13.5h11M4 11V8M8 11V3.5M12 11V6',
  tracking: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 3 7 13',
  live: 'M8 9.500a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M4.800 4.800a4.5 4.5 0 0 0 0 6.400M11.200 4.800a4.5 4.5 0 0 1 0 6.400M2.700 2.700a7.5 7.5 0 0 0 0 10.600M13.300 2.700a7.5 7.5 0 0 1 0 10.600',
  links: 'M7 9a2.8 2.8 0 0 0 4 0l2-2a2.8 2.8 0 0 0-4-4L8 4M9 7a2.8 2.8 0 0 0-4 0L3 9a2.8 2.8 0 0 0 4 4l1-1',
  conversions: 'M8 14A6 6 0 1 1 14 8M8 11a3 3 0 1 1 3-3M8 8l5.5-5.5M11 2.5h2.5V5',
  broadcasts: 'M14 2 7 9M14 2 9.5 14 7 9 2 6.5z',
  audiences:
    'M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M1.5 13.5C1.5 11 3.5 10 6 10s4.5 1 4.5 3.5M10.5 3.200a2.5 2.5 0 0 1 0 4.600M12.5 10.300c1.3.5 2 1.6 2 3.2',
  health: 'M1.5 8h3l2-5 3 10 2-5h3',
  settings:
    'M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4M6 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  copy: 'M6 5.5h6.5a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1M3 10.5a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1h6.5a1 1 0 0 1 1 1',
  check: 'm3 8.5 3.5 3.5L13 4.5',
  plus: 'M8 3v10M3 8h10',
  close: 'm4 4 8 8M12 4l-8 8',
  download: 'M8 2.5v7.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  qr: 'M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h1.5V11M13.5 9.5v1M9.5 13.5h1M13.5 12.5v1h-1',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  pause: 'M5.5 3.500v9M10.5 3.500v9',
  play: 'M5 3v10l8-5z',
  sun: 'M8 10.700a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.400M8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.400l.7.7M11.9 11.900l.7.7M12.6 3.400l-.7.7M4.1 11.900l-.7.7',
  moon: 'M13.5 9.5A5.8 5.8 0 0 1 6.5 2.5a5.8 5.8 0 1 0 7 7z',
  system: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  down: 'm4 6 4 4 4-4',
  right: 'm6 4 4 4-4 4',
  left: 'm10 4-4 4 4 4',
  sort: 'm5 6.5 3-3 3 3M5 9.5l3 3 3-3',
  ascending: 'm4.5 9.5 3.5-3.5 3.5 3.5',
  descending: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  warning: 'M8 2.5 14.5 13.5h-13zM8 6.5v3M8 11.5v.1',
  bad: 'M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM8 5v3.5M8 10.900v.1',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.5V11M8 5.100v.1',
  edit: 'M10.5 3 13 5.5 5.5 13H3v-2.5z',
  trash: 'M2.5 4.5h11M6 4.5V3h4v1.5M4 4.5l.5 9h7l.5-9M6.7 7v4M9.3 7v4',
  archive: 'M2 3h12v3H2zM3 6v7.5h10V6M6.5 8.5h3',
  restore: 'M2.5 8a5.5 5.5 0 1 0 1.8-4.100M2.5 2.5v3h3',
  external: 'M6 3H3v10h10v-3M9 2.5h4.5V7M13.5 2.5 7.5 8.5',
  signOut: 'M6.5 2.5h-4v11h4M6.5 8H14M11 5l3 3-3 3',
  globe:
    'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M2 8h12M8 2c2 2 2.5 4 2.5 6S10 12 8 14M8 2C6 4 5.5 6 5.5 8S6 12 8 14',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture beside a word; it says nothing to a screen reader. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

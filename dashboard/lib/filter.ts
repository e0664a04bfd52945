import type { Overview } from '../client.ts';
import type { QueryChange } from '../router.ts';

/** What figures can be filtered by; in the address and in the API by the same names. */
export const FILTERS = ['page', 'device', 'country', 'source', 'event', 'broadcast'] as const;
export type FilterName = (typeof FILTERS)[number];

type Device = Overview['devices'][number]['device'];
const DEVICES = ['desktop', 'mobile', 'tablet', 'other'] as const satisfies readonly Device[];
export type DeviceChoice = `${Device}${'' | '.line'}`;

/** What is filtered by; all of it must hold. An empty source is direct, an empty country is not known. */
export type Filter = Partial<Record<Exclude<FilterName, 'device'>, string> & { device: DeviceChoice }>;

/** A device as filters name it. */
export function deviceChoice({ device, lineApp }: { device: Device; lineApp: boolean }): DeviceChoice {
  return lineApp ? `${device}.line` : device;
}

/** The device that a choice names; null where it names none. */
export function deviceOf(text: string): { device: Device; lineApp: boolean } | null {
  const device = DEVICES.find((name) => text === name || text === `${name}.line`);
  return device ? { device, lineApp: text.endsWith('.line') } : null;
}

/** Whether the server takes a value. */
const TAKES: Readonly<Record<Exclude<FilterName, 'device'>, (text: string) => boolean>> = {
  page: (text) => text.length > 0 && text.length <= 2048,
  country: (text) => /^([A-Z]{2})?$/.test(text),
  source: (text) => text.length <= 512,
  event: (text) => text.length > 0 && text.length <= 100,
  broadcast: (text) => /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text)),
};

/** Reads the filter from the address. Values that the server would refuse are passed over. */
export function filterOf(query: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const name of FILTERS) {
    const text = query.get(name);
    if (text === null) continue;
    if (name !== 'device') {
      if (TAKES[name](text)) filter[name] = text;
      continue;
    }
    const found = deviceOf(text);
    if (found) filter.device = deviceChoice(found);
  }
  return filter;
}

/** The names that are filtered by, in the order they are shown. */
export function namesOf(filter: Filter): FilterName[] {
  return FILTERS.filter((name) => filter[name] !== undefined);
}

/** Filters by a value, or no longer where it is filtered by already. */
export function toggled(filter: Filter, name: FilterName, value: string): QueryChange {
  return { [name]: filter[name] === value ? null : value };
}

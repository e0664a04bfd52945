/** The time zone of this browser. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every time zone to choose from, by region, with `also` among them even where this browser does not list it. */
export function timeZoneGroups(also: string): [region: string, zones: string[]][] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', also]);
  const groups = new Map<string, string[]>();
  for (const zone of [...zones].sort()) {
    const region = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'UTC';
    groups.set(region, [...(groups.get(region) ?? []), zone]);
  }
  return [...groups];
}

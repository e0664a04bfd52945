/** Whether a host is one of the domains or below one. */
export function isListed(domains: readonly string[], host: string): boolean {
  return domains.includes(host) || domains.some((domain) => host.endsWith(`.${domain}`));
}

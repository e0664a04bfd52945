import { cleanUrl } from './clean-url.ts';

let current = '';
let before = '';

/**
 * Cleaned addresses of this page and of the one before. Where a site changes its address without a load, the
 * one before is its own last address, not the document's referrer.
 */
export const page = (): { url: string; referrer: string } => {
  const url = cleanUrl(location.href);
  if (url !== current) before = current || cleanUrl(document.referrer);
  current = url;
  return { url, referrer: before };
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';

/** No inline script, nothing from elsewhere, nobody may frame it. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every page and answer that a member's browser sees. */
export const SECURE = {
  'Content-Security-Policy': CSP,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
} as const;

const ASSETS = {
  'main.js': 'text/javascript; charset=utf-8',
  'style.css': 'text/css; charset=utf-8',
} as const;

/** The dashboard's built files, and its one page for every address that is not a file. */
export function dashboardRoutes(folder: string) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const app = new Hono();
  for (const [name, type] of Object.entries(ASSETS)) {
    const content = readFileSync(join(folder, name));
    app.get(`/assets/${name}`, (c) => {
      for (const [header, value] of Object.entries(SECURE)) c.header(header, value);
      c.header('Content-Type', type);
      c.header('Cache-Control', 'no-cache'); // revalidated, so that an upgrade shows at once
      return c.body(content);
    });
  }
  app.get('*', (c, next) => {
    if (/\.[a-z0-9]+$/i.test(c.req.path)) return next(); // a file that is not there
    for (const [header, value] of Object.entries(SECURE)) c.header(header, value);
    c.header('Cache-Control', 'no-store');
    return c.html(page);
  });
  return app;
}

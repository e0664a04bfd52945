import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { doctor } from '../../../collector/doctor/doctor.ts';
import { INTERNET } from '../../../collector/doctor/fetch.ts';
import { type LocalServer, localServer } from '../../support/local-server.ts';
import { BASE, head, OWNER } from './examined.ts';

let server: LocalServer;
let port: number;
let pages: Record<string, (response: ServerResponse) => void>;

beforeEach(async () => {
  server = await localServer(({ url = '' }, response) => {
    response.setHeader('content-type', 'text/html');
    const answer = pages[url.split('?')[0] ?? ''];
    if (answer) answer(response);
    else response.end(head(BASE));
  });
  port = server.port;
});
afterEach(() => {
  server.close();
});

/** Paths on the way, and what is said of the page at its end. */
async function examined(path: string) {
  const internet = {
    ...INTERNET,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    allow: (address: string) => address === '127.0.0.1',
    allowPort: (given: string) => given === String(port),
    patience: 300,
  };
  const whose = () => OWNER;
  const report = await doctor(`http://www.shop.test:${port}${path}`, {
    clickId: 'a'.repeat(32),
    internet,
    whose,
  });
  if (typeof report === 'string') return report;
  const way = report.hops.map(({ url }) => new URL(url).pathname);
  return [way.join(' '), ...report.findings.map(({ finding, weight }) => `${weight} ${finding}`)];
}

it('a page that leads on by itself is followed, and loses the click id', async () => {
  const meta = (content: string) => (response: ServerResponse) =>
    response.end(head(`<meta http-equiv="refresh" content="${content}">`));
  pages = {
    '/moved': meta('0;url=/new'),
    '/header': (response) => response.setHeader('refresh', '1; url=/new').end(head('')),
    '/kept': (response) =>
      response.setHeader('refresh', `0;url=/new?tl_click=${'a'.repeat(32)}`).end(head('')),
    '/later': meta('10;url=/new'),
    '/loop': meta('0;url=/loop?x'),
    '/inside': meta('0;url=http://10.0.0.1/'),
    '/with-code': (response) => response.end(head(`<meta http-equiv="refresh" content="0;url=/new">${BASE}`)),
    '/script': (response) => response.end(head("<script>location.replace('/new')</script>")),
    '/error': (response) => response.writeHead(404, { refresh: '0;url=/new' }).end(head('')),
  };
  expect(await examined('/moved')).toEqual(['/moved /new', 'grave clicks_lost']);
  expect(await examined('/header')).toEqual(['/header /new', 'grave clicks_lost']);
  expect(await examined('/kept')).toEqual(['/kept /new']);
  expect(await examined('/later')).toEqual(['/later', 'grave no_code']);
  expect(await examined('/loop')).toEqual(['/loop /loop', 'grave clicks_lost', 'grave no_code']);
  expect(await examined('/inside')).toEqual('not_public');
  expect(await examined('/with-code')).toEqual(['/with-code', 'warning leads_on']);
  expect(await examined('/script')).toEqual(['/script', 'warning leads_on']);
  expect(await examined('/error')).toEqual(['/error', 'grave http_status']);
});

it('a page whose connection stays open is read as far as it came', async () => {
  pages = {
    '/open': (response) => response.write(head(BASE)),
    '/empty': (response) => response.write('<!doctype html><head>'),
  };
  expect(await examined('/open')).toEqual(['/open', 'note page_late']);
  expect(await examined('/empty')).toEqual(['/empty', 'warning page_late']);
});

import { describe, expect, it } from 'vitest';
import { BASE, findings, head, js, ORIGIN, said } from './examined.ts';

const html = (headers: Record<string, string>) => ({ headers: { 'content-type': 'text/html', ...headers } });
const MAIN_FRAME = '<iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31"></iframe>';

describe('what came in the place of the page', () => {
  it.each([401, 403, 404, 500, 503])('with the status %s, nothing is said of its codes', (status) => {
    expect(said(head(''), { status })).toEqual(['grave http_status']);
    expect(said(head(BASE), { status })).toEqual(['grave http_status']);
  });

  it.each<[name: string, page: string, status: number, headers: Record<string, string>]>([
    ['Cloudflare', head('<title>Just a moment...</title><script>window._cf_chl_opt={}</script>'), 403, {}],
    ['Cloudflare', head(''), 200, { 'cf-mitigated': 'challenge' }],
    ['AWS WAF', '', 202, { 'x-amzn-waf-action': 'challenge' }],
    ['Imperva', `<html><body>${MAIN_FRAME}</body></html>`, 200, {}],
    ['DataDome', '<script src="https://geo.captcha-delivery.com/x.js"></script>', 403, {}],
    ['HUMAN', '<div id="px-captcha"></div>', 403, {}],
    ['Sucuri', '<script>sucuri_cloudproxy_js="";</script>', 307, {}],
    ['Vercel', head(''), 429, { 'x-vercel-mitigated': 'challenge' }],
  ])('a wall of %s', (name, page, status, headers) => {
    expect(findings(page, { status, ...html(headers) })).toMatchObject([
      { finding: 'walled', weight: 'warning', names: [name] },
    ]);
  });

  it.each<[name: string, page: string]>([
    [
      'what it adds to pages',
      `${BASE}<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>`,
    ],
    ['what another adds', `${BASE}<script src="/_Incapsula_Resource?SWJIYLWA=71"></script>`],
    ['a page with a code', `${BASE}${MAIN_FRAME}`],
  ])('a wall that lets through is none: %s', (_, page) => {
    expect(said(head(page), html({ 'x-datadome': 'protected' }))).toEqual([]);
  });
});

describe('a page that leads on by itself', () => {
  const refresh = (content: string) => head(`<meta http-equiv="Refresh" content="${content}">`);

  it.each<[name: string, page: string, address: string]>([
    ['at once', refresh('0;url=/new'), 'https://www.shop.test/new'],
    [
      'in letters of its own',
      refresh('0; URL=/新しい'),
      `https://www.shop.test/${encodeURIComponent('新しい')}`,
    ],
    ['in quotes', refresh("3; url='https://new.test/a?b=1'"), 'https://new.test/a?b=1'],
    ['without its word', refresh('0 /new'), 'https://www.shop.test/new'],
    [
      'from another base',
      head('<base href="https://b.test/x/"><meta http-equiv=refresh content="0;url=new">'),
      'https://b.test/x/new',
    ],
    ['by a script', js("location.href='/new'"), 'https://www.shop.test/new'],
    ['by its window', js("window.location = '/new';"), 'https://www.shop.test/new'],
    ['by a call', js("(function(){top.location.replace('/new')})()"), 'https://www.shop.test/new'],
    [
      'with a code',
      head(`<meta http-equiv="refresh" content="0;url=https://other.test/">${BASE}`),
      'https://other.test/',
    ],
  ])('%s', (_, page, address) => {
    expect(findings(page)).toMatchObject([{ finding: 'leads_on', weight: 'warning', names: [address] }]);
  });

  it.each(['2', '5'])('after %s seconds, which are enough for a code', (delay) => {
    const html = head(`<meta http-equiv="refresh" content="${delay};url=/new">${BASE}`);
    expect(said(html)).toEqual([]);
  });

  it.each<[name: string, page: string]>([
    ['to itself', refresh('0;url=/tea')],
    ['by loading again', refresh('5')],
    ['after a while', refresh('30;url=/new')],
    ['without scripts', head('<noscript><meta http-equiv="refresh" content="0;url=/no-script"></noscript>')],
    ['where a condition holds', js("if(old)location.href='/new'")],
    ['where somebody asks for it', js("b.onclick=function(){location.href='/new'}")],
    ['to an address that is worked out', js("location.href='/new?'+x")],
    ['to a part of itself', js("location.href='#new'")],
    ['for a name of its own', js("(function(){let location='/a';location='Tokyo'})()")],
    ['to nowhere', js("x={location:'/new'};var location2='/new';go(location=='/new')")],
    ['to a program', js("location.href='tel:0312345678'")],
  ])('not %s', (_, page) => {
    expect(said(page.replace('<head>', `<head>${BASE}`))).toEqual([]);
  });
});

describe('a page that did not come whole', () => {
  it('of which nothing was found until then is not said to have no code', () => {
    expect(said(head(''), { cut: true })).toEqual(['warning page_cut']);
    expect(said(head(''), { cut: true, late: true })).toEqual(['warning page_late']);
  });

  it('is read as far as it came', () => {
    expect(said(head(BASE), { cut: true })).toEqual([]);
    expect(said(head(BASE), { cut: true, late: true })).toEqual(['note page_late']);
    const other = head(BASE.replace(ORIGIN, 'https://old.test'));
    expect(said(other, { cut: true, late: true })).toEqual(['grave other_script', 'note page_late']);
  });
});

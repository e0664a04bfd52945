// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { Account } from '../../dashboard/client.ts';
import { TrackingCodes } from '../../dashboard/page/tracking-codes.tsx';
import { draw, drawn } from './drawn.ts';

const tagId = '11111111-1111-4111-8111-111111111111';
const account: Account = {
  id: 1,
  tagId,
  name: 'Shop',
  timeZone: 'Asia/Bangkok',
  domains: ['shop.example', 'pay.example', '[::1]', '127.0.0.1'],
  cutParams: ['member', 'a[b]'],
  consent: 'assumed',
  identityDeclared: false,
  loginChannelId: null,
  keepDays: null,
  silentSince: null,
  createdAt: 0,
};
const build = { number: 7, name: 'lt.7.js', integrity: `sha384-${'Ab+/'.repeat(16)}` };

const show = (change: Partial<Account> = {}, told: typeof build | null = build) =>
  draw(
    <TrackingCodes
      tracking={{ origin: 'https://t.example', tagId, build: told }}
      account={{ ...account, ...change }}
    />,
  );
const codes = () => [...document.querySelectorAll('.code code')].map(({ textContent }) => textContent ?? '');
const first = () => codes()[0] ?? '';

async function press(selector: string, text = '') {
  const element = [...document.querySelectorAll<HTMLElement>(selector)].find((one) =>
    one.textContent?.includes(text),
  );
  element?.click();
  await drawn();
}

async function open(tab: string) {
  await press('[role=tab]', tab);
  expect(document.querySelector('[aria-selected=true]')?.textContent).toBe(tab);
}

async function choose(spa: string) {
  const select = document.querySelector<HTMLSelectElement>('select[name=spa]');
  if (select) select.value = spa;
  select?.dispatchEvent(new Event('input', { bubbles: true }));
  await drawn();
}

describe('the ways to install', () => {
  it('begin with the base code, which cuts what the account cuts', async () => {
    await show();
    expect(first()).toContain(`tagId:'${tagId}',cut:'member'});`);
    expect(codes()).toHaveLength(4);
  });

  it('show the codes of each way', async () => {
    await show();
    await open('One line');
    expect(first()).toMatch(/^<script async src="https:\/\/t\.example\/lt\.js" data-tag-id=/);
    await open('npm package');
    expect(first()).toContain("collector: 'https://t.example'");
    expect(codes()[1]).toContain("event('Conversion')");
    await open('Tag manager');
    expect(codes().slice(0, 2)).toEqual(['https://t.example', tagId]);
    expect(codes()[2]).toContain("_lt('init'");
    await open('Compare with LINE');
    expect(codes()).toHaveLength(1);
    expect(first()).toContain('_tlq');
    expect(document.body.textContent).toContain(tagId);
  });

  it('change with what is chosen, from way to way', async () => {
    await show();
    await choose('hash');
    await press('input[name=link]');
    await press('input[name=pin]');
    expect(first()).toContain(",spa:'hash',autoLinkDomains:'shop.example,pay.example',cut:'member'});");
    expect(first()).toContain('https://t.example/lt.7.js');
    expect(first()).toContain(build.integrity);
    await open('One line');
    expect(first()).toContain('data-spa="hash" data-auto-link-domains="shop.example,pay.example"');
    expect(first()).toContain(`integrity="${build.integrity}"`);
    await choose('off');
    await press('input[name=pin]');
    expect(first()).not.toMatch(/data-spa|integrity/);
  });

  it('offer no build where there is none, and no domains where none are listed', async () => {
    await show({ domains: [] }, null);
    expect(document.querySelectorAll('.code-options input')).toHaveLength(0);
  });

  it('begin with a no where consent is required', async () => {
    await show({ consent: 'required' });
    expect(first()).toContain("_lt('consent');");
    await open('One line');
    expect(first()).toContain('data-consent="required"');
    await open('npm package');
    expect(first()).toContain("consent: 'required'");
  });
});

describe('the tabs', () => {
  it('are gone through by arrow keys', async () => {
    await show();
    const list = document.querySelector('[role=tablist]');
    list?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    await drawn();
    expect(document.querySelector('[aria-selected=true]')?.textContent).toBe('Compare with LINE');
    expect(document.activeElement?.textContent).toBe('Compare with LINE');
  });
});

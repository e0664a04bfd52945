import type { Agent, Device, NewBroadcast } from '../model.ts';

/** Tag id of the first account: the demo shop's pages carry it. */
export const DEMO_TAG_ID = '7a61e0f2-0c5d-4b1e-9d3a-1f5e8c2b9a40';

/** An account of the sample and what its site is like. */
export interface Profile {
  tagId: string;
  name: string;
  timeZone: string;
  currency: string;
  host: string;
  pages: string[];
  titles: string[];
  /** Title of the page after an order. */
  thanks: string;
  price: [number, number];
  visitors: number;
  /** Offset of the account's days from UTC, good enough for a sample. */
  hours: number;
  /** Where its visitors are, as parts of all; of the rest it is not known. */
  countries: readonly (readonly [country: string, part: number])[];
}

export const PROFILES: Profile[] = [
  {
    tagId: DEMO_TAG_ID,
    name: 'Aoyama Tea House',
    timeZone: 'Asia/Tokyo',
    currency: 'JPY',
    host: '',
    pages: ['/', '/products/sencha', '/products/hojicha', '/products/matcha', '/products/teapot', '/cart'],
    titles: ['Aoyama Tea House', 'Sencha', 'Hojicha', 'Matcha', 'Teapot', 'Cart'],
    thanks: 'Thank you',
    price: [900, 9_800],
    visitors: 0.5,
    hours: 9,
    countries: [
      ['JP', 0.86],
      ['TW', 0.04],
      ['US', 0.03],
      ['TH', 0.02],
      ['HK', 0.02],
      ['SG', 0.01],
    ],
  },
  {
    tagId: 'b3d9c1a4-5e27-4f68-8a90-6c4d2e7f1b35',
    name: 'Baan Suan Skincare',
    timeZone: 'Asia/Bangkok',
    currency: 'THB',
    host: 'https://baansuan.example',
    pages: ['/', '/shop/rice-serum', '/shop/mangosteen-soap', '/promotion', '/reviews', '/checkout'],
    titles: ['บ้านสวน', 'เซรั่มข้าว', 'สบู่มังคุด', 'โปรโมชั่น', 'รีวิว', 'ชำระเงิน'],
    thanks: 'ขอบคุณ',
    price: [29_000, 189_000],
    visitors: 0.3,
    hours: 7,
    countries: [
      ['TH', 0.9],
      ['LA', 0.02],
      ['SG', 0.02],
      ['MY', 0.015],
      ['JP', 0.015],
      ['US', 0.01],
    ],
  },
  {
    tagId: 'e08f4d72-93ab-4c16-b5de-2a7c9f3e6081',
    name: '山野露營 Outdoor',
    timeZone: 'Asia/Taipei',
    currency: 'TWD',
    host: 'https://shanye.example',
    pages: ['/', '/products/tent', '/products/stove', '/products/lantern', '/rental', '/checkout'],
    titles: ['山野露營', '帳篷', '爐具', '營燈', '租借', '結帳'],
    thanks: '感謝您',
    price: [68_000, 1_280_000],
    visitors: 0.2,
    hours: 8,
    countries: [
      ['TW', 0.89],
      ['HK', 0.04],
      ['JP', 0.02],
      ['MY', 0.015],
      ['US', 0.01],
      ['SG', 0.01],
    ],
  },
];

export const SOURCES = [
  '',
  '',
  'LINE',
  'LINE',
  'LINE',
  'google.com',
  'google.com',
  'instagram.com',
  'facebook.com',
];

function agent(text: string, browser: string, os: string, device: Device, lineApp: boolean): Agent {
  return { text, browser, os, device, lineApp };
}

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko)';
export const AGENTS: Agent[] = [
  agent(`${IPHONE} Mobile/15E148 Safari Line/15.12.1`, 'LINE', 'iOS', 'mobile', true),
  agent(`${IPHONE} Mobile/15E148 Safari Line/15.12.1`, 'LINE', 'iOS', 'mobile', true),
  agent(
    `${ANDROID} Version/4.0 Chrome/144.0.0.0 Mobile Safari/537.36 Line/26.2.0/IAB`,
    'LINE',
    'Android',
    'mobile',
    true,
  ),
  agent(`${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`, 'Mobile Safari', 'iOS', 'mobile', false),
  agent(
    'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Mobile Safari/537.36',
    'Chrome',
    'Android',
    'mobile',
    false,
  ),
  agent(
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36',
    'Chrome',
    'Windows',
    'desktop',
    false,
  ),
  agent(
    'Mozilla/5.0 (iPad; CPU OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Mobile Safari',
    'iOS',
    'tablet',
    false,
  ),
];

/** Sendings of each account: days before the end, and what they are. */
export const SENDINGS: { daysAgo: number; name: string; kind: NewBroadcast['kind']; links: string[] }[] = [
  { daysAgo: 82, name: 'Autumn opening', kind: 'broadcast', links: ['Hero image', 'Text link'] },
  { daysAgo: 68, name: 'Members week', kind: 'narrowcast', links: ['Coupon'] },
  { daysAgo: 54, name: 'Back in stock', kind: 'multicast', links: ['Product card'] },
  { daysAgo: 40, name: 'Monthly letter', kind: 'broadcast', links: ['Story', 'Bestsellers'] },
  { daysAgo: 26, name: 'Welcome, day 3', kind: 'step', links: ['First order'] },
  { daysAgo: 12, name: 'Gift season preview', kind: 'broadcast', links: ['Gift guide', 'Wrapping'] },
  { daysAgo: 3, name: 'Weekend gift sets', kind: 'narrowcast', links: ['Gift sets'] },
];

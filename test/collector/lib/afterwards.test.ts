import { describe, expect, it } from 'vitest';
import { isAfterwards } from '../../../collector/lib/afterwards.ts';

const at = (path: string) => isAfterwards(new URL(path, 'https://shop.test/'));

describe('a page that people come to once something was reached', () => {
  it.each([
    '/shopping/order_end/1000',
    '/orderend.html',
    '/order-end',
    '/entry/end/',
    '/contact/end.php',
    '/payment/result?id=7',
    '/checkout/receipt/1000',
    '/order-receipt',
    '/payment/return',
    '/shopping/complete',
    '/cart/kanryou.html',
    '/mypage/order_finish',
    '/done',
    '/有難うございました',
    '/order/ขอบพระคุณ',
    '/訂單已送出',
    '/#/thank-you',
    '/index.php?page=thanks',
  ])('is %s', (path) => expect(at(path)).toBe(true));

  it.each([
    '/',
    '/trend',
    '/weekend',
    '/high-end',
    '/year-end-sale',
    '/end-of-season',
    '/end_of_year',
    '/legend/end-user',
    '/calendar',
    '/lp?utm_campaign=year_end',
    '/receipt-campaign',
    '/campaign/receipt/',
    '/preorder/returns',
    '/reorder-ending',
    '/search/result',
  ])('is not %s', (path) => expect(at(path)).toBe(false));
});

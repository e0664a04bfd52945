import { expect, it } from 'vitest';
import { isOnSite, takesAddress } from '../../../collector/lib/site.ts';

it.each<[address: string | null, isOn: boolean]>([
  ['https://shop.test/tea', true],
  ['https://SHOP.test./tea', true],
  ['https://www.shop.test:8443/', true],
  ['https://notshop.test/', false],
  ['https://shop.test.evil.test/', false],
  ['null', false],
  ['', false],
  [null, false],
])('%s is on a listed site: %s', (address, isOn) => {
  expect(isOnSite(['other.test', 'shop.test'], address)).toBe(isOn);
  expect(takesAddress(['other.test', 'shop.test'], address)).toBe(isOn);
  expect(isOnSite([], address)).toBe(false);
  expect(takesAddress([], address)).toBe(true);
});

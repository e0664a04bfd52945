import { expect, it } from 'vitest';
import { holdLinks } from '../../../collector/intake/links.ts';
import type { Link } from '../../../db/model.ts';
import { createTest } from '../../support/tagline.ts';

const linkOf = (accountId: number, code: string): Omit<Link, 'id'> => ({
  accountId,
  code,
  name: code,
  destination: `https://shop.test/${code}`,
  broadcastId: null,
  createdAt: 0,
});

it('I7: links lead on while the database can be neither read nor written; one that was never read is not guessed', async () => {
  const { store, signIn, api } = createTest();
  await signIn();
  for (const name of ['One', 'Two']) await api('POST', '/accounts', { name, timeZone: 'UTC', domains: [] });
  await store.records.addLink(linkOf(1, 'one1'));
  await store.records.addLink(linkOf(2, 'two2'));
  let broken = false;
  const guarded = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => {
    return async (...args: A) => {
      if (broken) throw new Error('disk I/O error');
      return call(...args);
    };
  };
  const { accounts, links, linkByCode } = store.records;
  const held = holdLinks({
    accounts: guarded(accounts),
    links: guarded(links),
    linkByCode: guarded(linkByCode),
  });
  await held.ready;
  await store.records.addLink(linkOf(1, 'late3'));
  expect(await held.byCode('late3')).toMatchObject({ destination: 'https://shop.test/late3' });
  await store.records.addLink(linkOf(1, 'later4'));
  broken = true;
  expect(await held.byCode('one1')).toEqual({ id: 1, accountId: 1, destination: 'https://shop.test/one1' });
  expect(await held.byCode('two2')).toMatchObject({ accountId: 2 });
  expect(await held.byCode('late3')).toMatchObject({ accountId: 1 });
  await expect(held.byCode('later4')).rejects.toThrow('disk');
  broken = false;
  expect(await held.byCode('later4')).toMatchObject({ destination: 'https://shop.test/later4' });
  expect(await held.byCode('nobody')).toBeNull();
});

it('a link is there at once in a program that was started before it was made, and where reading failed at start', async () => {
  const { store, signIn, api } = createTest();
  await signIn();
  await api('POST', '/accounts', { name: 'One', timeZone: 'UTC', domains: [] });
  await store.records.addLink(linkOf(1, 'one1'));
  const held = holdLinks({
    ...store.records,
    accounts: async () => {
      throw new Error('disk I/O error');
    },
  });
  await held.ready;
  expect(await held.byCode('one1')).toMatchObject({ accountId: 1 });
});

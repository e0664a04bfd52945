import { beforeEach, describe, expect, it } from 'vitest';
import { createTest } from '../../support/tagline.ts';

const LINES = '11111111-1111-4111-8111-1111111111aa';
const SHOP = { name: 'Shop', timeZone: 'Asia/Tokyo', domains: ['shop.test'] };

let test: ReturnType<typeof createTest>;

beforeEach(async () => {
  test = createTest();
  await test.signIn();
});

const add = (fields: object) => test.api('POST', '/accounts', { ...SHOP, ...fields });

describe('the tag id of a new account', () => {
  it('is a new one', async () => {
    const ids = [(await add({})).json, (await add({})).json];
    for (const json of ids) expect(json).toMatchObject({ tagId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(ids[0]).not.toMatchObject({ tagId: Reflect.get(Object(ids[1]), 'tagId') });
  });

  it('is the one that is taken over, in lower case, and hits of pages that carry it are counted', async () => {
    const { status, json } = await add({ tagId: ` ${LINES.toUpperCase()} ` });
    expect(status).toBe(201);
    expect(json).toMatchObject({ tagId: LINES });
    const hit = { tag: LINES, id: '0123456789abcdef'.repeat(2), url: 'https://shop.test/', age: 0 };
    expect((await test.hit([hit])).status).toBe(204);
  });

  it('is refused where another account has it, also when two are made at once', async () => {
    const answers = await Promise.all([add({ tagId: LINES }), add({ tagId: LINES })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.json).toMatchObject({
      error: {
        code: 'conflict',
        reason: 'tag_taken',
        message: 'Another account of this server has this tag id.',
      },
    });
    expect((await test.api('GET', '/accounts')).json).toHaveLength(1);
  });

  it.each(['', 'x', `${LINES}0`, LINES.replaceAll('-', ''), 5, null])('is refused as %j', async (tagId) => {
    const { status, json } = await add({ tagId });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      error: { reason: 'invalid_input', message: expect.stringContaining('tagId') },
    });
  });

  it('never changes', async () => {
    await add({ tagId: LINES });
    await test.api('PATCH', '/accounts/1', { tagId: LINES.replaceAll('1', '2') });
    expect((await test.api('GET', '/accounts')).json).toMatchObject([{ tagId: LINES }]);
  });
});

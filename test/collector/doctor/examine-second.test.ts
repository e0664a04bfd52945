import { describe, expect, it } from 'vitest';
import { baseCode } from '../../../tag/snippet.ts';
import { BASE, findings, head, LINES_SCRIPT, ORIGIN, OTHER, said, T, UNKNOWN } from './examined.ts';

describe('a second server', () => {
  const AGENCY = 'https://tag.agency.test';
  const theirs = baseCode({ origin: AGENCY, tagId: UNKNOWN });
  it.each<[name: string, html: string]>([
    ['by its base code', head(BASE + theirs)],
    ['above ours', head(theirs + BASE)],
    [
      'by one script',
      head(`${BASE}<script async src="${AGENCY}/a1/lt.js" data-tag-id="${UNKNOWN}"></script>`),
    ],
    [
      'by a numbered build',
      head(`${BASE}<script async src="${AGENCY}/lt.3.js" data-tag-id="${UNKNOWN}"></script>`),
    ],
  ])('takes the calls or gets none: %s', (_, html) => {
    expect(said(html)).toEqual(['grave second_collector', 'note unknown_tag']);
  });

  it('is told by its host', () => {
    expect(findings(head(BASE + theirs))[0]).toMatchObject({ names: ['tag.agency.test'], lines: [] });
  });

  it('is told beside the same tag twice', () => {
    expect(said(head(BASE + baseCode({ origin: AGENCY, tagId: T })))).toEqual([
      'grave second_collector',
      'warning base_code_twice',
    ]);
  });

  it.each<[name: string, html: string, expected: string[]]>([
    ["is none where it is LINE's", head(BASE + LINES_SCRIPT), ['note both_scripts']],
    [
      "is none where another account's code is of ours",
      head(BASE + baseCode({ origin: ORIGIN, tagId: OTHER })),
      ['note other_account'],
    ],
    [
      'is none where its script has another name',
      head(`${BASE}<script src="https://x.test/result.js"></script>`),
      [],
    ],
    [
      'is perhaps one where it has only the name of the tag',
      head(`${BASE}<script src="https://x.test/lt.js"></script>`),
      ['warning second_collector'],
    ],
    ['is none where it is the own script of the site', head(`${BASE}<script src="/js/lt.js"></script>`), []],
    ['is none in a comment', head(`${BASE}<!-- <script src="${AGENCY}/lt.js"></script> -->`), []],
    [
      'is told as the only one where ours is not there',
      head(theirs.replace(UNKNOWN, T)),
      ['grave other_script'],
    ],
  ])('%s', (_, html, expected) => {
    expect(said(html).filter((one) => !one.endsWith('unknown_tag'))).toEqual(expected);
  });

  it('is none where it is ours by an address of before, or where ours is not known', () => {
    const owner = { origin: 'https://t.shop.test', otherOrigins: [ORIGIN] };
    const html = head(BASE + baseCode({ origin: 'https://t.shop.test', tagId: T }));
    expect(said(html, {}, owner)).toEqual(['warning base_code_twice']);
    expect(said(head(BASE + theirs), {}, { account: null, tagIds: null, origin: null })).toEqual([]);
  });
});

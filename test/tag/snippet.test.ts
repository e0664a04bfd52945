import { describe, expect, it } from 'vitest';
import { baseCode, conversionCode, customEventCode, imageCode } from '../../tag/snippet.ts';

const origin = 'https://t.example';
const tagId = '11111111-1111-4111-8111-111111111111';
const IMAGE = `<img height="1" width="1" style="display:none" src="https://t.example/tag.gif?c_t=lap&t_id=${tagId}&e=pv&noscript=1" />`;
const STUB = 'g._ltq=g._ltq||[];g._lt=g._lt||function(){g._ltq.push(arguments)};';

it('renders the base code', () => {
  expect(baseCode({ origin, tagId })).toBe(
    `<!-- Tagline Base Code --><script>(function(g,d,o){${STUB}` +
      "var h=d.getElementsByTagName('script')[0],s=d.createElement('script');s.async=1;" +
      "s.src=o||'https://t.example/lt.js';h.parentNode.insertBefore(s,h)})(window,document);" +
      `_lt('init',{customerType:'account',tagId:'${tagId}'});_lt('send','pv',['${tagId}']);</script>` +
      `<noscript>${IMAGE}</noscript><!-- End Tagline Base Code -->`,
  );
});

it('renders the base code of LINE Ads', () => {
  expect(baseCode({ origin, tagId, customerType: 'lap' })).toContain("{customerType:'lap',");
});

it('renders the conversion code', () => {
  expect(conversionCode({ tagId })).toBe(
    `<!-- Tagline Conversion Code --><script>(function(g){${STUB}})(window);` +
      `_lt('send','cv',{type:'Conversion'},['${tagId}']);</script><!-- End Tagline Conversion Code -->`,
  );
});

it('renders the custom event code', () => {
  expect(customEventCode({ tagId })).toContain("{type:'CustomEvent'}");
  expect(customEventCode({ tagId, name: 'Sign_up-2' })).toContain("{type:'Sign_up-2'}");
});

it('renders the image', () => {
  expect(imageCode({ origin, tagId })).toBe(IMAGE);
});

it('renders each code as one line', () => {
  const codes = [
    baseCode({ origin, tagId }),
    conversionCode({ tagId }),
    customEventCode({ tagId }),
    imageCode({ origin, tagId }),
  ];
  for (const code of codes) expect(code).not.toMatch(/[\r\n]/);
});

it('begins with a "not yet" where consent is required, and has no image, which could not be asked', () => {
  const code = baseCode({ origin, tagId, consent: 'required' });
  expect(code.indexOf("_lt('consent');")).toBeGreaterThan(0);
  expect(code.indexOf("_lt('consent');")).toBeLessThan(code.indexOf("_lt('init'"));
  expect(code).not.toContain('<img');
  expect(code).not.toContain('\n');
});

it('writes a tag id in lower case and an origin as browsers do', () => {
  const code = baseCode({ origin: 'HTTPS://T.Example:443/', tagId: 'ABCDEF01-1111-4111-8111-111111111111' });
  expect(code).toContain("'https://t.example/lt.js'");
  expect(code).toContain("'abcdef01-1111-4111-8111-111111111111'");
});

describe('throws a TypeError', () => {
  it.each([
    '',
    't.example',
    'ftp://t.example',
    'javascript:alert(1)',
    'https://t.example/path?q',
    "https://t.example/it's",
    'https://t.example/a//b',
    'https://t.example/?q',
    'https://user@t.example',
    "https://a'b.example",
    'https://a(b).example',
    'data:text/html,x',
  ])('on the origin %j', (bad) => {
    expect(() => baseCode({ origin: bad, tagId })).toThrow(TypeError);
    expect(() => imageCode({ origin: bad, tagId })).toThrow(TypeError);
  });

  it.each(['', '{tagId}', `${tagId}'`, ` ${tagId}`, `${tagId}\n`, "');alert(1);('"])(
    'on the tag id %j',
    (bad) => {
      for (const code of [baseCode, imageCode, conversionCode, customEventCode])
        expect(() => code({ origin, tagId: bad })).toThrow(TypeError);
    },
  );

  it.each(['', 'a b', "x'", '</script>', 'あ', 'x'.repeat(21)])('on the event name %j', (name) => {
    expect(() => customEventCode({ tagId, name })).toThrow(TypeError);
  });

  it('on a customer type that is none', () => {
    const options = JSON.parse(JSON.stringify({ origin, tagId, customerType: "x'" }));
    expect(() => baseCode(options)).toThrow(TypeError);
  });
});

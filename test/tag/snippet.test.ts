import { describe, expect, it } from 'vitest';
import {
  baseCode,
  conversionCode,
  customEventCode,
  imageCode,
  moduleCode,
  scriptCode,
  shadowCode,
} from '../../tag/snippet.ts';

const origin = 'https://t.example';
const tagId = '11111111-1111-4111-8111-111111111111';
const IMAGE = `<img height="1" width="1" style="display:none" src="https://t.example/tag.gif?c_t=lap&t_id=${tagId}&e=pv&noscript=1" />`;
const integrity = `sha384-${'Ab+/'.repeat(16)}`;
const build = { number: 3, name: 'lt.3.js', integrity };
const ASKED = {
  spa: 'hash',
  linkDomains: ['shop.example', 'pay.example'],
  cut: ['member', 'a[b]'],
  build,
} as const;
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

it('adds to the base code what was asked for', () => {
  const code = baseCode({ origin, tagId, ...ASKED });
  expect(code).toContain(
    `s.src=o||'https://t.example/lt.3.js';s.integrity='${integrity}';s.crossOrigin='anonymous';`,
  );
  expect(code).toContain(
    `tagId:'${tagId}',spa:'hash',autoLinkDomains:'shop.example,pay.example',cut:'member'});`,
  );
  const nothing = { spa: undefined, linkDomains: [], cut: [], build: null };
  expect(baseCode({ origin, tagId, ...nothing })).toBe(baseCode({ origin, tagId }));
});

it('renders the install by one element', () => {
  expect(scriptCode({ origin, tagId })).toBe(
    `<script async src="https://t.example/lt.js" data-tag-id="${tagId}"></script>`,
  );
  expect(scriptCode({ origin, tagId, consent: 'required', ...ASKED })).toBe(
    `<script async src="https://t.example/lt.3.js" integrity="${integrity}" crossorigin="anonymous" ` +
      `data-tag-id="${tagId}" data-consent="required" data-spa="hash" ` +
      'data-auto-link-domains="shop.example,pay.example" data-cut="member"></script>',
  );
});

it('renders the lines of a site that bundles its scripts', () => {
  expect(moduleCode({ origin, tagId })).toBe(
    `import { init, pageView } from 'tagline/tag';\n\ninit({\n  collector: 'https://t.example',\n  tagId: '${tagId}',\n});\npageView();`,
  );
  expect(moduleCode({ origin, tagId, consent: 'required', ...ASKED })).toContain(
    "  consent: 'required',\n  spa: 'hash',\n  autoLinkDomains: ['shop.example', 'pay.example'],\n  cut: ['member'],\n});",
  );
});

it('renders the shadow code, which calls nothing itself', () => {
  const code = shadowCode({ origin });
  expect(code).toMatch(/^<!-- Tagline Shadow Code --><script>.*<\/script><!-- End Tagline Shadow Code -->$/);
  expect(code).toContain("s.src='https://t.example/lt.js'");
  expect(code).not.toContain('_lt(');
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
    scriptCode({ origin, tagId, ...ASKED }),
    baseCode({ origin, tagId, ...ASKED }),
    shadowCode({ origin }),
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
    expect(() => scriptCode({ origin: bad, tagId })).toThrow(TypeError);
    expect(() => shadowCode({ origin: bad })).toThrow(TypeError);
  });

  it.each(['', '{tagId}', `${tagId}'`, ` ${tagId}`, `${tagId}\n`, "');alert(1);('"])(
    'on the tag id %j',
    (bad) => {
      for (const code of [baseCode, imageCode, conversionCode, customEventCode, scriptCode])
        expect(() => code({ origin, tagId: bad })).toThrow(TypeError);
    },
  );

  it.each(['', 'a b', "x'", '</script>', 'あ', 'x'.repeat(21)])('on the event name %j', (name) => {
    expect(() => customEventCode({ tagId, name })).toThrow(TypeError);
  });

  it.each(["a.example',", 'a example', '', '</script>'])('on the domain %j', (domain) => {
    for (const code of [baseCode, scriptCode])
      expect(() => code({ origin, tagId, linkDomains: [domain] })).toThrow(TypeError);
  });

  it.each([
    { name: 'lt.js', integrity },
    { name: '../lt.3.js', integrity },
    { name: 'lt.3.js', integrity: "sha384-x'" },
  ])('on the build %j', (bad) => {
    for (const code of [baseCode, scriptCode])
      expect(() => code({ origin, tagId, build: bad })).toThrow(TypeError);
  });

  it('on a customer type that is none', () => {
    const options = JSON.parse(JSON.stringify({ origin, tagId, customerType: "x'" }));
    expect(() => baseCode(options)).toThrow(TypeError);
  });
});

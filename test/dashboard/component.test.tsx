// @vitest-environment happy-dom
import { useState } from 'hono/jsx/dom';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../dashboard/client.ts';
import { Address } from '../../dashboard/component/address.tsx';
import { FormDialog } from '../../dashboard/component/dialog.tsx';
import { TextField } from '../../dashboard/component/field.tsx';
import { Help } from '../../dashboard/component/help.tsx';
import { LineFigure } from '../../dashboard/component/line-figure.tsx';
import { Problem } from '../../dashboard/component/state.tsx';
import { Toasts, toast } from '../../dashboard/component/toast.tsx';
import { createI18n, I18nContext } from '../../dashboard/i18n/use-i18n.ts';
import { linesOf, numberOrNull, textOrNull } from '../../dashboard/lib/form.ts';
import { asciiAddress, readableAddress, webAddress } from '../../dashboard/lib/web-address.ts';
import { draw, drawn } from './drawn.ts';

describe('an address that a visitor sent', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.test/x',
    '<img src=x onerror=alert(1)>',
  ])('%j is text only', async (text) => {
    await draw(<Address text={text} />);
    expect(webAddress(text)).toBeNull();
    expect(document.querySelector('a, img, script')).toBeNull();
    expect(document.body.textContent).toBe(text);
  });

  it('is linked where it is http or https, without telling the other site where from', async () => {
    await draw(<Address text="https://shop.test/a?b=1" />);
    const link = document.querySelector('a');
    expect(link?.getAttribute('href')).toBe('https://shop.test/a?b=1');
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer');
  });
});

describe('readableAddress', () => {
  it('shows letters as themselves, and leaves what could mislead', () => {
    expect(readableAddress('https://shop.test/%E3%81%82?q=%E0%B8%8A%E0%B8%B2&r=%2F%20%25')).toBe(
      'https://shop.test/あ?q=ชา&r=%2F%20%25',
    );
    expect(readableAddress('/%E3%81%82%E3%81')).toBe('/あ%E3%81'); // cut somewhere
    for (const kept of ['%E2%80%AE', '%C2%A0', '%E3%80%80', '%FF%FE', '%E3%81', '%', '%zz'])
      expect(readableAddress(`/${kept}`)).toBe(`/${kept}`);
  });

  it('is what is drawn, with the whole as title', async () => {
    await draw(<Address text="https://shop.test/%E3%81%82" />);
    expect(document.querySelector('.address span')?.textContent).toBe('https://shop.test/あ');
    expect(document.querySelector('.address span')?.getAttribute('title')).toBe(
      'https://shop.test/%E3%81%82',
    );
  });
});

describe('asciiAddress', () => {
  it('encodes only what needs it', () => {
    expect(asciiAddress(' https://shop.test/%E3%81%82?x=A&y=[1] ')).toBe(
      'https://shop.test/%E3%81%82?x=A&y=[1]',
    );
    expect(asciiAddress('https://例え.test/冬')).toBe('https://xn--r8jz45g.test/%E5%86%AC');
    expect(asciiAddress('ショップ')).toBe('ショップ');
  });
});

describe('help', () => {
  it('is a button described by its text, opened by click and closed by Escape', async () => {
    await draw(<Help about="Clicks" text="Bots are not counted." />);
    const button = document.querySelector('button');
    const text = document.getElementById(button?.getAttribute('aria-describedby') ?? '');
    expect(button?.getAttribute('aria-label')).toBe('How “Clicks” is counted');
    expect(text?.textContent).toBe('Bots are not counted.');
    expect(text?.dataset.open).toBeUndefined();
    button?.click();
    expect(text?.dataset.open).toBe('true');
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));
    expect(text?.dataset.open).toBeUndefined();
    button?.click();
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    expect(text?.dataset.open).toBeUndefined();
  });
});

describe('a form in a dialog', () => {
  it('hands over what was typed, and closes', async () => {
    const sent = vi.fn();
    const closed = vi.fn();
    function Asking() {
      const [open, setOpen] = useState(true);
      if (!open) return null;
      return (
        <FormDialog
          title="New link"
          submit="Create"
          busy={false}
          error={null}
          onSubmit={(data) => sent(data.get('name'))}
          onClose={() => {
            closed();
            setOpen(false);
          }}
        >
          <TextField label="Name" hint="Only you see it." name="name" value="Poster" required />
        </FormDialog>
      );
    }
    await draw(<Asking />);
    const dialog = document.querySelector('dialog');
    expect(dialog?.open).toBe(true);
    expect(document.getElementById(dialog?.getAttribute('aria-labelledby') ?? '')?.textContent).toBe(
      'New link',
    );
    const input = document.querySelector('input');
    expect(document.querySelector('label')?.getAttribute('for')).toBe(input?.id);
    expect(document.getElementById(input?.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Only you see it.',
    );
    // As a browser sends it; happy-dom's own lacks what Hono reads of events that no person caused.
    const submit = new CustomEvent('submit', { cancelable: true, detail: {} });
    document.querySelector('form')?.dispatchEvent(submit);
    expect(submit.defaultPrevented).toBe(true);
    expect(sent).toHaveBeenCalledExactlyOnceWith('Poster');
    dialog?.close();
    await drawn();
    expect(closed).toHaveBeenCalledTimes(1);
    expect(document.querySelector('dialog')).toBeNull();
  });
});

describe('a problem', () => {
  it('is an alert that says what happened and offers to try again', async () => {
    const retry = vi.fn();
    await draw(<Problem error={new ApiError(503, 'storage', '', 'r9')} retry={retry} />);
    expect(document.querySelector('[role=alert]')?.textContent).toContain('Check its disk');
    expect(document.body.textContent).toContain('Request r9');
    document.querySelector('button')?.click();
    expect(retry).toHaveBeenCalledTimes(1);
  });
});

describe('a toast', () => {
  it('is said in a region that was there before', async () => {
    await draw(<Toasts />);
    const region = document.querySelector('[aria-live=polite]');
    expect(region?.textContent).toBe('');
    toast('Saved');
    await drawn();
    expect(document.querySelector('[aria-live=polite]')).toBe(region);
    expect(region?.textContent).toBe('Saved');
  });
});

describe("LINE's figures", () => {
  it.each([
    ['en', 'opened', null, 'under 20'],
    ['ja', 'clicked', null, '20未満'],
    ['th', 'played', null, 'ต่ำกว่า 20'],
    ['zh-TW', 'opened', null, '未滿 20'],
    ['en', 'opened', 0, '0'],
    ['en', 'opened', 12345, '12,345'],
    // LINE shows how many a message was delivered to, however few.
    ['en', 'delivered', null, 'unknown'],
  ] as const)('%s %s %s is %s', async (language, name, value, text) => {
    await draw(
      <I18nContext.Provider value={createI18n(language)}>
        <LineFigure name={name} value={value} />
      </I18nContext.Provider>,
    );
    expect(document.body.textContent).toBe(text);
  });
});

describe('what a form says', () => {
  const data = new FormData();
  data.set('empty', '  ');
  data.set('nought', '0');
  data.set('number', ' 1200 ');
  data.set('domains', 'a.test\n b.test, c.test、d.test\r\n\n');

  it('tells empty from nought', () => {
    expect(numberOrNull(data, 'empty')).toBeNull();
    expect(numberOrNull(data, 'nought')).toBe(0);
    expect(numberOrNull(data, 'number')).toBe(1200);
    expect(numberOrNull(data, 'missing')).toBeNull();
    expect(textOrNull(data, 'empty')).toBeNull();
  });

  it('takes one entry a line, however it was pasted', () => {
    expect(linesOf(data, 'domains')).toEqual(['a.test', 'b.test', 'c.test', 'd.test']);
    expect(linesOf(data, 'empty')).toEqual([]);
  });
});

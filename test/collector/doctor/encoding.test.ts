import { describe, expect, it } from 'vitest';
import { textOf } from '../../../collector/doctor/encoding.ts';

const TEXT = '<p>คลิก ありがとう</p>';
const little = Buffer.from(`\ufeff${TEXT}`, 'utf16le');
const big = Buffer.from(little).swap16();
const marked = Buffer.from(`\ufeff${TEXT}`);

describe('the text of a page', () => {
  it.each<[name: string, bytes: Buffer, type: string, text: string]>([
    ['UTF-8 by itself', Buffer.from(TEXT), 'text/html', TEXT],
    ['UTF-8 by its first bytes', marked, 'text/html', TEXT],
    ['UTF-8 by its first bytes, whatever the header says', marked, 'text/html; charset=shift_jis', TEXT],
    ['UTF-16LE by its first bytes', little, 'text/html', TEXT],
    ['UTF-16LE by its first bytes, whatever the header says', little, 'text/html; charset=utf-8', TEXT],
    ['UTF-16BE by its first bytes', big, 'text/html', TEXT],
    ['UTF-16BE by its first bytes, whatever the header says', big, 'text/html; charset=big5', TEXT],
    ['by its header', Buffer.from([0x83, 0x65]), 'text/html; charset="Shift_JIS"', 'テ'],
    [
      'by its header, whatever the page says',
      Buffer.from('<meta charset=big5>ก'),
      'a/b;charset=utf-8',
      '<meta charset=big5>ก',
    ],
    [
      'by what it says',
      Buffer.from('<meta charset="tis-620">\xa1', 'latin1'),
      '',
      '<meta charset="tis-620">ก',
    ],
    [
      'not of two bytes where one was enough to say so',
      Buffer.from('<meta charset=utf-16>ก'),
      '',
      '<meta charset=utf-16>ก',
    ],
    [
      'by what it says as XML',
      Buffer.from('<?xml version="1.0" encoding="tis-620"?>\xa1', 'latin1'),
      'application/xhtml+xml',
      '<?xml version="1.0" encoding="tis-620"?>ก',
    ],
    ['in an encoding that nobody knows', Buffer.from('ก'), 'text/html; charset=utf-99', 'ก'],
    ['of nothing', Buffer.alloc(0), 'text/html', ''],
  ])('%s', (_, bytes, type, text) => {
    expect(textOf(bytes, type)).toBe(text);
  });
});

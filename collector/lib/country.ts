import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { placeOf } from '../../db/column/place.ts';
import { remember } from './remember.ts';

/** The two letters of ISO 3166-1 of a network address; null where that is not known. */
export type CountryOf = (address: string) => string | null;

/** Network addresses that are remembered, because a visitor sends more than one hit. */
const REMEMBERED = 10_000;

/** The 32 bits of an IPv4 address; -1 for anything else. */
function bits4(text: string): number {
  let bits = 0;
  let part = 0;
  let dots = 0;
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit >= 0 && digit <= 9) part = part * 10 + digit;
    else if (text[index] === '.' && part < 256) {
      bits = bits * 256 + part;
      part = 0;
      dots += 1;
    } else return -1;
  }
  return dots === 3 && part < 256 ? bits * 256 + part : -1;
}

/** Three groups of 16 bits. A group that is not written before the gap (`::`) may be written behind it. */
function groupsWithGap(address: string, gap: number): number {
  const head = gap === 0 ? [] : address.slice(0, gap).split(':');
  const tail = address.slice(gap + 2).split(':');
  const wide = tail.reduce((groups, part) => groups + (part === '' ? 0 : part.includes('.') ? 2 : 1), 0);
  let bits = 0;
  for (let group = 0; group < 3; group += 1)
    bits = bits * 65_536 + Number.parseInt(head[group] ?? tail[group - (8 - wide)] ?? '0', 16);
  return bits;
}

/** The first 48 bits of an IPv6 address: no network smaller than that is routed. */
function bits6(address: string): number {
  let bits = 0;
  let group = 0;
  let colons = 0;
  for (let index = 0; index < address.length; index += 1) {
    const code = address.charCodeAt(index);
    if (code !== 58) {
      group = group * 16 + (code < 58 ? code - 48 : (code | 32) - 87);
      continue;
    }
    if (colons < 2 && address.charCodeAt(index + 1) === 58) return groupsWithGap(address, index);
    bits = bits * 65_536 + group;
    group = 0;
    colons += 1;
    if (colons === 3) break;
  }
  return bits;
}

/** Place of the last start that is not after a value; -1 where all are. */
function placeIn(starts: Uint32Array | Float64Array, value: number): number {
  return placeOf(starts, value + 1) - 1;
}

/** Reads what `build.mjs` packed: where each range of addresses starts, and its country; 0 is none. */
export function countryTable(file: string): CountryOf {
  const bytes = readFileSync(file);
  // A view of numbers has to begin where one may stand; a small file may lie anywhere in a buffer of many.
  const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const [count4 = 0, count6 = 0, codeCount = 0] = new Uint32Array(data, 0, 3);
  const starts6 = new Float64Array(data, 16, count6);
  const starts4 = new Uint32Array(data, 16 + count6 * 8, count4);
  let next = 16 + count6 * 8 + count4 * 4;
  const text = Buffer.from(data, next, codeCount * 2).toString('latin1');
  const codes = Array.from({ length: codeCount }, (_, index) => text.slice(index * 2, index * 2 + 2));
  next += codeCount * 2;
  const of4 = new Uint8Array(data, next, count4);
  const of6 = new Uint8Array(data, next + count4, count6);
  const codeAt = (number: number | undefined) => (number ? (codes[number - 1] ?? null) : null);
  return remember(REMEMBERED, (address) => {
    if (isIPv6(address)) return codeAt(of6[placeIn(starts6, bits6(address))]);
    const bits = bits4(address);
    return bits === -1 ? null : codeAt(of4[placeIn(starts4, bits)]);
  });
}

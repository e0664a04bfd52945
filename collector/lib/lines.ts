/** One line of a file, without its end. */
export interface Line {
  /** From 1. */
  number: number;
  /** Null where it is longer than is taken; nothing of it was kept. */
  bytes: Uint8Array | null;
  /** Bytes of the file up to and with the end of this line. */
  end: number;
}

const LF = 10;
const CR = 13;
const BOM = [0xef, 0xbb, 0xbf];

function bare(bytes: Uint8Array, isFirst: boolean): Uint8Array {
  const from = isFirst && BOM.every((byte, index) => bytes[index] === byte) ? BOM.length : 0;
  const to = bytes.at(-1) === CR ? bytes.length - 1 : bytes.length;
  return bytes.subarray(from, Math.max(from, to));
}

/**
 * Cuts what comes in pieces into lines, whatever the pieces; a line longer than `max` bytes is passed over without being
 * kept. Begins after `bytes` bytes and `lines` lines of the file.
 */
export function createLines(max: number, { bytes: begin, lines }: { bytes: number; lines: number }) {
  let number = lines;
  let end = begin;
  let parts: Uint8Array[] = [];
  let length = 0;

  function keep(part: Uint8Array): void {
    length += part.length;
    if (length > max) parts = [];
    else if (part.length > 0) parts.push(part);
  }

  function line(): Line {
    number += 1;
    const whole = length > max ? null : parts.length === 1 ? parts[0] : Buffer.concat(parts);
    parts = [];
    length = 0;
    return { number, bytes: whole ? bare(whole, number === 1) : null, end };
  }

  return {
    /** The lines that end in a piece. */
    *push(piece: Uint8Array): Generator<Line> {
      let from = 0;
      for (let to = piece.indexOf(LF); to !== -1; to = piece.indexOf(LF, from)) {
        keep(piece.subarray(from, to));
        end += to + 1 - from;
        from = to + 1;
        yield line();
      }
      keep(piece.subarray(from));
      end += piece.length - from;
    },
    /** The last line, where the file does not end with one's end. */
    *finish(): Generator<Line> {
      if (length > 0) yield line();
    },
  };
}

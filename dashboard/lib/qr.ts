import { encode } from 'uqr';

export interface Qr {
  /** Modules on a side, quiet zone included. */
  size: number;
  /** SVG path of the dark modules. */
  path: string;
}

/** Light modules that a reader needs around the code (ISO/IEC 18004). */
const QUIET = 4;

/** A text as a QR code, readable with a quarter of it hidden: posters get scratched. */
export function qr(text: string): Qr {
  const { data, size } = encode(text, { ecc: 'Q', border: QUIET });
  let path = '';
  data.forEach((row, y) => {
    for (let x = 0; x < size; ) {
      let end = x;
      while (end < size && row[end]) end += 1;
      if (end > x) path += `M${x} ${y}h${end - x}v1H${x}z`;
      x = Math.max(end, x + 1);
    }
  });
  return { size, path };
}

/** The code as an SVG file. */
export function qrFile({ size, path }: Qr): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 10}" height="${size * 10}" shape-rendering="crispEdges">`;
  return `${head}<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>\n`;
}

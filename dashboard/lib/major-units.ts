/** Minor units as exact decimal text in major units, `-12.05`; division would round. */
export function majorUnits(minor: number, digits: number): `${number}` {
  const sign = minor < 0 ? '-' : '';
  const text = String(Math.abs(minor)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const decimal = digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
  if (!isDecimal(decimal)) throw new Error(`no integer: ${minor}`);
  return decimal;
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

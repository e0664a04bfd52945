/** The text of a `data:` address; null for any other. Of a script, browsers ask nothing of its type. */
export function dataIn(address: string): string | null {
  const [, said, data = ''] = /^\s*data:([^,]{0,200}),(.*)$/is.exec(address) ?? [];
  if (said === undefined) return null;
  const plain = decoded(data);
  return /;\s*base64\s*$/i.test(said) ? Buffer.from(plain, 'base64').toString('utf8') : plain;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that escapes nothing
  }
}

/** 128 random bits as 32 lower-case hex digits; throws where the browser has no source of randomness. */
export const randomHex = (): string => {
  return crypto.getRandomValues(new Uint8Array(32)).reduce((hex, byte) => hex + (byte % 16).toString(16), '');
};

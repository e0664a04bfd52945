/** Words of addresses that people come to once something was reached, or to prove that it was they. */
const WORDS =
  /thank|complet|success|finish|done|confirm|verif|activat|received|registered|kanryo|完了|ありがとう|受付|感謝|認証|謝謝|完成|成功|驗證|ขอบคุณ|สำเร็จ|เสร็จ|เรียบร้อย|ยืนยัน/i;
/** A part of a path that is made for one person: letters among digits, or a UUID. */
const TOKEN = /^(?=.*\d)(?=.*[a-z])(?:[a-z\d]{16,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;
/** A parameter that only a link for one person carries. */
const PROOF = /[?&](?:\w*token|otp|hash|signature)=/i;

/** An address as people read it. What is no UTF-8 stays as it is. */
function readable({ pathname, search, hash }: URL): string {
  return `${pathname}${search}${hash}`.replace(/(?:%[\da-f]{2})+/gi, (escaped) =>
    Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** Whether an address is likely to be where a conversion belongs, by its words. */
export function isAfterwards(url: URL): boolean {
  return WORDS.test(readable(url));
}

/** Whether people come to an address by a link that was made for each of them, such as one in a mail. */
export function isForOne({ pathname, search }: URL): boolean {
  return PROOF.test(search) || pathname.split('/').some((part) => TOKEN.test(part));
}

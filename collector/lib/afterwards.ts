/** Words of addresses that people come to once something was reached, or to prove that it was they. */
const WORDS =
  /thank|complet|success|finish|done|confirm|verif|activat|received|registered|kanryo|完了|ありがとう|有難う|受付|感謝|認証|謝謝|完成|成功|驗證|已送出|已收到|已付款|ขอบคุณ|ขอบพระคุณ|สำเร็จ|เสร็จ|เรียบร้อย|ยืนยัน/i;
/**
 * What only a path says so, and only as whole words: `order_end`, `/payment/receipt`. Sales have an end too, and some
 * pages ask for a receipt: `/year-end-sale`, `/receipt-campaign`.
 */
const LAST_STEP =
  /[/_]end(?![a-z_-])|(?<![a-z])(?:order|payment|checkout|purchase)[/_-]?(?:end|receipt|result|return)(?![a-z])/i;
/** A part of a path that is made for one person: letters among digits, or a UUID. */
const TOKEN = /^(?=.*\d)(?=.*[a-z])(?:[a-z\d]{16,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;
/** A parameter that only a link for one person carries. */
const PROOF = /[?&](?:\w*token|otp|hash|signature)=/i;

/** A part of an address as people read it. What is no UTF-8 stays as it is. */
function readable(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escaped) =>
    Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** Whether an address is likely to be where a conversion belongs, by its words. */
export function isAfterwards({ pathname, search, hash }: URL): boolean {
  return LAST_STEP.test(pathname) || WORDS.test(readable(`${pathname}${search}${hash}`));
}

/** Whether people come to an address by a link that was made for each of them, such as one in a mail. */
export function isForOne({ pathname, search }: URL): boolean {
  return PROOF.test(search) || pathname.split('/').some((part) => TOKEN.test(part));
}

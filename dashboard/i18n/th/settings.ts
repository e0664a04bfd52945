import type { settings as keys } from '../en/settings.ts';

/** The Settings page of an account. */
export const settings: Record<keyof typeof keys, string> = {
  'settings.saved': 'บันทึกการตั้งค่าแล้ว',
  'settings.account': 'บัญชี',
  'settings.accountText': 'ชื่อที่ใช้ที่นี่ และเวลาเริ่มต้นของแต่ละวัน',
  'settings.tagId': 'Tag ID',
  'settings.tagIdHint': 'อยู่ในโค้ด ไม่ใช่ความลับและไม่เปลี่ยนแปลง',
  'settings.sites': 'เว็บไซต์',
  'settings.sitesText': 'เว็บไซต์ที่วัดผล ฮิตจากเว็บไซต์อื่นจะไม่ถูกนับ และจะแจ้งในหน้า “การติดตาม”',
  'settings.cuts': 'ความเป็นส่วนตัวของที่อยู่',
  'settings.cutsText': 'สิ่งที่จะไม่ปรากฏในรายงาน โทเค็น อีเมล หมายเลขโทรศัพท์ และหมายเลขบัตรจะถูกตัดเสมอ',
  'settings.cutParams': 'พารามิเตอร์ที่ต้องตัด',
  'settings.cutParamsHint':
    'บรรทัดละหนึ่งรายการ เช่น customer_no สำหรับ ?customer_no=… มีผลกับฮิตตั้งแต่นี้ไป ข้อมูลที่เก็บแล้วไม่เปลี่ยน',
  'settings.consent': 'ความยินยอม',
  'settings.consentText': 'สิ่งที่เกิดขึ้นก่อนผู้เข้าชมตอบแบนเนอร์ขอความยินยอม ผู้ที่ปฏิเสธจะไม่ถูกวัดผลเลย',
  'settings.consentMode': 'ขณะที่ผู้เข้าชมยังไม่ตอบ',
  'settings.assumed': 'วัดผล',
  'settings.assumedHint': 'นับการเข้าชมจนกว่าผู้เข้าชมจะปฏิเสธ',
  'settings.required': 'ไม่วัดผล',
  'settings.requiredHint': 'ไม่บันทึกข้อมูลและไม่ตั้ง ID ใดๆ จนกว่าผู้เข้าชมจะยินยอม',
  'settings.identity': 'ผู้ใช้ LINE',
  'settings.identityText': 'ผูกเบราว์เซอร์กับผู้ใช้ LINE เมื่อคนนั้นเข้าสู่ระบบด้วย LINE บนเว็บไซต์ของคุณ จำเป็นสำหรับกลุ่มเป้าหมาย',
  'settings.channel': 'Channel ID ของ LINE Login',
  'settings.channelHint':
    'ดูได้จาก LINE Developers Console ระบบรับเฉพาะการเข้าสู่ระบบของ Channel นี้ หากเว้นว่างจะไม่รับเลย',
  'settings.declared': 'เว็บไซต์ของฉันขอความยินยอมเรื่องนี้แล้ว',
  'settings.declaredHint':
    'เลือกเฉพาะเมื่อเว็บไซต์ของคุณได้รับความยินยอมให้ผูกการเข้าชมกับผู้ใช้ LINE เอง มิฉะนั้นการเข้าสู่ระบบแต่ละครั้งต้องส่งความยินยอมมาด้วย',
};

import type { audiences as keys } from '../en/audiences.ts';

/** The Audiences page. */
export const audiences: Record<keyof typeof keys, string> = {
  'audiences.lead': 'เลือกคนจากสิ่งที่ทำบนเว็บไซต์ แล้วทำเป็นรายชื่อสำหรับ LINE',
  'audiences.new': 'สร้างกลุ่มเป้าหมาย',
  'audiences.create': 'สร้าง',
  'audiences.createdToast': 'สร้างแล้ว: {name}',
  'audiences.name': 'ชื่อ',
  'audiences.rule': 'คนที่',
  'audiences.days': 'จำนวนวัน',
  'audiences.daysHint': 'ย้อนหลังกี่วัน ตั้งแต่ 1–180 วัน',
  'audiences.people': 'จำนวนคน',
  'audiences.peopleHelp': 'จำนวนคนที่ตรงเงื่อนไข หากทราบผู้ใช้ LINE จะนับตามผู้ใช้ มิฉะนั้นนับตามเบราว์เซอร์',
  'audiences.users': 'ผู้ใช้ LINE',
  'audiences.usersHelp': 'จำนวนคนที่ทราบ LINE user ID ส่งข้อความถึงได้เฉพาะคนเหล่านี้',
  'audiences.created': 'วันที่สร้าง',
  'audiences.small': 'ต่ำกว่า 50',
  'audiences.smallText':
    'มีผู้ใช้ LINE ต่ำกว่า 50 คน กลุ่มเป้าหมายแบบ Web traffic ของ LINE ต้องมีอย่างน้อย 50 คน แต่รายชื่อ user ID ยังอัปโหลดและส่งข้อความถึงได้',
  'audiences.previewWaits': 'เลือกเงื่อนไขเพื่อดูจำนวนคน',
  'audiences.previewLarge': 'มากพอสำหรับทุกการใช้งานใน LINE',
  'audiences.previewFailed': 'อ่านจำนวนคนไม่ได้ ระบบจะนับใหม่เมื่อคุณเปลี่ยนเงื่อนไข',
  'audiences.download': 'ดาวน์โหลด user ID',
  'audiences.downloadOf': 'ดาวน์โหลด user ID ของ {name}',
  'audiences.delete': 'ลบกลุ่มเป้าหมาย',
  'audiences.deleteOf': 'ลบ {name}',
  'audiences.deleteText': '“{name}” จะถูกลบ ข้อมูลที่วัดไว้และรายชื่อที่อัปโหลดไปยัง LINE แล้วจะยังคงอยู่',
  'audiences.deleted': 'ลบแล้ว: {name}',
  'audiences.empty': 'ยังไม่มีกลุ่มเป้าหมาย',
  'audiences.emptyText': 'รวบรวมคนจากอีเวนต์หรือหน้าเว็บ แล้วอัปโหลด user ID ใน LINE Official Account Manager',
};

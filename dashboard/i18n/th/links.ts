import type { links as keys } from '../en/links.ts';

/** The Links page. */
export const links: Record<keyof typeof keys, string> = {
  'links.lead': 'ใส่ลิงก์เหล่านี้ในข้อความแทน URL เดิม ระบบจะนับทุกคลิกและผูกกับบรอดแคสต์',
  'links.new': 'สร้างลิงก์',
  'links.edit': 'แก้ไขลิงก์',
  'links.editOf': 'แก้ไข {name}',
  'links.create': 'สร้าง',
  'links.created': 'สร้างลิงก์แล้ว',
  'links.name': 'ชื่อ',
  'links.nameHint': 'มีเพียงคุณที่เห็นชื่อนี้',
  'links.url': 'ลิงก์ติดตาม',
  'links.urlOf': 'ลิงก์ติดตามของ {name}',
  'links.urlHelp': 'URL สำหรับใส่ในข้อความ ริชเมนู หรือโปสเตอร์ เมื่อเปิดจะไปยังปลายทางทันที',
  'links.destination': 'ปลายทาง',
  'links.destinationHint': 'หน้าที่ลิงก์พาไป เปลี่ยนภายหลังไม่ได้ เพื่อไม่ให้ QR โค้ดที่พิมพ์ไปแล้วพาไปที่อื่น',
  'links.broadcast': 'บรอดแคสต์',
  'links.broadcastHint': 'การส่งที่ใช้ลิงก์นี้ คลิกและคอนเวอร์ชันจะนับที่บรอดแคสต์นั้น',
  'links.noBroadcast': 'ไม่มี',
  'links.last': 'คลิกล่าสุด',
  'links.qr': 'QR โค้ด',
  'links.qrOf': 'QR โค้ดของ {name}',
  'links.qrSave': 'ดาวน์โหลด SVG',
  'links.empty': 'ยังไม่มีลิงก์ติดตาม',
  'links.emptyText': 'สร้างหนึ่งลิงก์สำหรับแต่ละจุดที่ต้องการให้คนแตะ เช่น ข้อความ ปุ่ม หรือโปสเตอร์',
};

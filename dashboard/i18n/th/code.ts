import type { code as keys } from '../en/code.ts';

/** The ways to install, and their options. */
export const code: Record<keyof typeof keys, string> = {
  'way.label': 'วิธีติดตั้ง',
  'way.base': 'โค้ดพื้นฐาน',
  'way.line': 'บรรทัดเดียว',
  'way.npm': 'แพ็กเกจ npm',
  'way.gtm': 'ตัวจัดการแท็ก',
  'way.shadow': 'เทียบกับ LINE',
  'code.lineWhere':
    'ติดตั้งในส่วน <head> ของทุกหน้า หน้าละหนึ่งครั้ง ไม่มีสคริปต์อยู่ในหน้าเว็บเอง Content-Security-Policy ที่เข้มงวดจึงเพียงอนุญาตที่อยู่นี้ หากรันสคริปต์ไม่ได้จะไม่มีการนับ',
  'code.npmWhere':
    'สำหรับเว็บไซต์ที่รวมสคริปต์เอง ให้รัน “npm run build” และ “npm pack ./dist/npm” ในโฟลเดอร์ของ Tagline ติดตั้งไฟล์ที่ได้ แล้ววางบรรทัดเหล่านี้ในจุดเริ่มต้นของเว็บไซต์',
  'code.npmEventWhere': 'เรียกในจุดที่บรรลุเป้าหมาย หากใช้ชื่ออื่นจะเป็นอีเวนต์ที่กำหนดเอง',
  'code.gtmTemplate': 'ใช้เทมเพลต',
  'code.gtmTemplateWhere':
    'ใน Google Tag Manager เปิด “เทมเพลต” แล้วกด “ใหม่” นำเข้าไฟล์ tag/gtm/template.tpl จากโฟลเดอร์ของ Tagline สร้างแท็กชนิด “Base code” ด้วยทริกเกอร์ “Initialization – All Pages” และแท็กชนิด “Conversion” ด้วยทริกเกอร์ของเป้าหมาย ค่าที่ต้องกรอก:',
  'code.collector': 'ที่อยู่ของตัวเก็บข้อมูล',
  'code.gtmHtml': 'ใช้ HTML ที่กำหนดเอง',
  'code.gtmBaseWhere':
    'หากไม่ใช้เทมเพลต ให้วางโค้ดนี้ในแท็กประเภท “HTML ที่กำหนดเอง” ด้วยทริกเกอร์ “Initialization – All Pages”',
  'code.gtmConversionWhere':
    'วางในแท็ก “HTML ที่กำหนดเอง” อีกแท็กหนึ่ง ด้วยทริกเกอร์ของเป้าหมาย ทำงานก่อนโค้ดพื้นฐานได้เพราะคำสั่งจะรอ จึงไม่ต้องจัดลำดับแท็ก',
  'code.shadowWhere':
    'วางในทุกหน้า เหนือโค้ดพื้นฐานของ LINE ซึ่งคงเดิม ทุกคำสั่งจะส่งไปทั้ง LINE และ Tagline จึงเปรียบเทียบก่อนเปลี่ยนได้',
  'code.shadowTagId': 'โค้ดของ LINE บนหน้าเว็บต้องใช้ Tag ID {tagId} หากใช้ ID อื่น ให้สร้างบัญชีใหม่ด้วย Tag ID ของ LINE',
  'code.shadow': 'โค้ดเปรียบเทียบ',
  'option.spa': 'แอปหน้าเดียว (SPA)',
  'option.spaHint': 'นับการดูหน้าเว็บเมื่อที่อยู่เปลี่ยนโดยไม่โหลดหน้า',
  'option.spaOff': 'ไม่ใช่',
  'option.spaHistory': 'ใช่ ตามที่อยู่',
  'option.spaHash': 'ใช่ ตามส่วนหลัง #/ หรือ #!',
  'option.link': 'จำผู้เข้าชมข้ามโดเมนของฉัน',
  'option.linkHint': 'เมื่อคลิกลิงก์จากโดเมนหนึ่งไปอีกโดเมน หรือออกจากเบราว์เซอร์ในแอป LINE: {domains}',
  'option.pin': 'ใช้เฉพาะบิลด์ {number}',
  'option.pinHint': 'สคริปต์จะไม่เปลี่ยน และเบราว์เซอร์จะปฏิเสธสคริปต์อื่น หากต้องการเวอร์ชันใหม่ต้องใช้โค้ดใหม่',
};

import type { links as keys } from '../en/links.ts';

/** The Links page. */
export const links: Record<keyof typeof keys, string> = {
  'links.lead': '在訊息中使用這些連結取代原本的網址：每次點擊都會計算，並歸到對應的群發訊息。',
  'links.new': '建立連結',
  'links.edit': '編輯連結',
  'links.editOf': '編輯 {name}',
  'links.create': '建立',
  'links.created': '已建立連結',
  'links.name': '名稱',
  'links.nameHint': '只有您看得到。',
  'links.url': '追蹤連結',
  'links.urlOf': '{name} 的追蹤連結',
  'links.urlHelp': '放在訊息、圖文選單或海報上的網址，開啟後會立即前往目的地。',
  'links.destination': '目的地',
  'links.destinationHint': '連結前往的頁面。之後無法變更，以免印好的 QR Code 指向別處。',
  'links.broadcast': '群發訊息',
  'links.broadcastHint': '使用這個連結的訊息。點擊與轉換都會計入該訊息。',
  'links.noBroadcast': '無',
  'links.last': '最近點擊',
  'links.qr': 'QR Code',
  'links.qrOf': '{name} 的 QR Code',
  'links.qrSave': '下載 SVG',
  'links.empty': '尚無追蹤連結',
  'links.emptyText': '為每個希望人們點選的地方各建立一個：訊息、按鈕、海報。',
};

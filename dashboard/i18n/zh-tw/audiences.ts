import type { audiences as keys } from '../en/audiences.ts';

/** The Audiences page. */
export const audiences: Record<keyof typeof keys, string> = {
  'audiences.lead': '依網站上的行為挑選人群，做成可用於 LINE 的名單。',
  'audiences.new': '建立受眾',
  'audiences.create': '建立',
  'audiences.createdToast': '已建立：{name}',
  'audiences.name': '名稱',
  'audiences.rule': '對象',
  'audiences.days': '天數',
  'audiences.daysHint': '往前回溯的天數，1 至 180 天。',
  'audiences.people': '人數',
  'audiences.peopleHelp': '符合條件的人數：已知為 LINE 用戶時以用戶計算，否則以瀏覽器計算。',
  'audiences.users': 'LINE 用戶',
  'audiences.usersHelp': '其中已知 LINE 用戶 ID 的人數。只有他們能收到訊息。',
  'audiences.created': '建立日期',
  'audiences.small': '未滿 50',
  'audiences.smallText':
    'LINE 用戶未滿 50 人。LINE 的網站流量受眾需要 50 人以上；用戶 ID 名單則不受此限，仍可上傳並傳送。',
  'audiences.previewWaits': '選擇條件後，會顯示人數。',
  'audiences.previewLarge': '人數足以用於 LINE 的各項功能。',
  'audiences.previewFailed': '無法取得人數。變更條件後會重新計算。',
  'audiences.download': '下載用戶 ID',
  'audiences.downloadOf': '下載 {name} 的用戶 ID',
  'audiences.delete': '刪除受眾',
  'audiences.deleteOf': '刪除 {name}',
  'audiences.deleteText': '將刪除「{name}」。已追蹤的資料，以及已上傳至 LINE 的名單都會保留。',
  'audiences.deleted': '已刪除：{name}',
  'audiences.empty': '尚無受眾',
  'audiences.emptyText': '依事件或頁面聚集人群，再到 LINE Official Account Manager 上傳用戶 ID。',
};

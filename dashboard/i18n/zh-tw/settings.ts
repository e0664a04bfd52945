import type { settings as keys } from '../en/settings.ts';

/** The Settings page of an account. */
export const settings: Record<keyof typeof keys, string> = {
  'settings.saved': '已儲存設定',
  'settings.account': '帳號',
  'settings.accountText': '在這裡顯示的名稱，以及一天從何時開始。',
  'settings.tagId': '標籤 ID',
  'settings.tagIdHint': '包含在程式碼中。不是機密，也不會改變。',
  'settings.sites': '網站',
  'settings.sitesText': '要追蹤的網站。其他網站的資料不會計入，並會在「追蹤」頁面提示。',
  'settings.cuts': '網址隱私',
  'settings.cutsText': '不會出現在報表中的內容。權杖、電子郵件、電話與卡號一律刪除。',
  'settings.cutParams': '要刪除的查詢參數',
  'settings.cutParamsHint':
    '每行一個，例如 ?customer_no=… 請填 customer_no。適用於之後的資料，已儲存的不會改變。',
  'settings.consent': '同意',
  'settings.consentText': '訪客尚未回覆同意橫幅時的處理方式。拒絕的人一律不追蹤。',
  'settings.consentMode': '訪客尚未回覆時',
  'settings.assumed': '追蹤',
  'settings.assumedHint': '在訪客拒絕之前，計算其造訪。',
  'settings.required': '不追蹤',
  'settings.requiredHint': '在訪客同意之前，不儲存任何資料，也不設定任何 ID。',
  'settings.identity': 'LINE 用戶',
  'settings.identityText': '當訪客在您的網站以 LINE 登入後，將瀏覽器與 LINE 用戶連結。受眾功能需要此設定。',
  'settings.channel': 'LINE Login Channel ID',
  'settings.channelHint': '可在 LINE Developers Console 查看。只接受此 Channel 的登入；留空則一律不接受。',
  'settings.declared': '我的網站已取得這項連結的同意',
  'settings.declaredHint':
    '僅在您的網站已自行取得將瀏覽行為與 LINE 用戶連結的同意時勾選。否則每次登入都必須附上同意。',
};

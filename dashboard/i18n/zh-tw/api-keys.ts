import type { apiKeys as keys } from '../en/api-keys.ts';

/** The API keys on the Settings page. */
export const apiKeys: Record<keyof typeof keys, string> = {
  'keys.title': 'API 金鑰',
  'keys.lead': '供您自己的伺服器使用：伺服器可用金鑰將轉換傳送至此帳號。同一事件以伺服器的資料優先於瀏覽器。',
  'keys.new': '新增 API 金鑰',
  'keys.name': '名稱',
  'keys.nameHint': '使用此金鑰的伺服器，例如「商店結帳」。每台伺服器各用一組，才能個別撤銷。',
  'keys.create': '建立金鑰',
  'keys.made': '已建立 API 金鑰',
  'keys.secret': '新的 API 金鑰',
  'keys.once':
    '請立即複製，金鑰只會顯示這一次。請只保存在伺服器上，切勿放入網頁或 App。持有金鑰的人可將轉換加入此帳號。',
  'keys.done': '我已複製',
  'keys.prefix': '開頭',
  'keys.scopes': '用途',
  'keys.created': '建立時間',
  'keys.used': '上次使用',
  'keys.usedHelp': '精確到分鐘。已無人使用的金鑰建議撤銷。',
  'keys.state': '狀態',
  'keys.active': '使用中',
  'keys.unused': '尚未使用',
  'keys.gone': '已撤銷',
  'keys.revoke': '撤銷',
  'keys.revokeOf': '撤銷：{name}',
  'keys.revokeText': '之後凡使用「{name}」的要求都會被拒絕。已傳送的資料會保留。撤銷的金鑰無法復原。',
  'keys.revoked': '已撤銷 API 金鑰：{name}',
  'keys.empty': '尚無 API 金鑰',
  'keys.emptyText': '需要由您的伺服器傳送轉換時再建立。',
  'scope.conversions:write': '傳送轉換',
  'problem.too_many_keys': '此帳號已有 50 組 API 金鑰，請先撤銷一組。',
};

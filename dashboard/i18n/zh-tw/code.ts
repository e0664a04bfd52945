import type { code as keys } from '../en/code.ts';

/** The ways to install, and their options. */
export const code: Record<keyof typeof keys, string> = {
  'way.label': '安裝方式',
  'way.base': '基本程式碼',
  'way.line': '單行安裝',
  'way.npm': 'npm 套件',
  'way.gtm': '代碼管理工具',
  'way.shadow': '與 LINE 比較',
  'code.lineWhere':
    '安裝在網站每一頁的 <head> 內，只放一次。頁面本身沒有指令碼，因此嚴格的 Content-Security-Policy 只需允許這個網址。無法執行指令碼時不會計算。',
  'code.npmWhere':
    '適用於自行打包指令碼的網站。在 Tagline 的資料夾執行「npm run build」與「npm pack ./dist/npm」，安裝產生的檔案，並將這幾行放在網站啟動之處。',
  'code.npmEventWhere': '在達成目標之處呼叫。使用其他名稱即為自訂事件。',
  'code.gtmTemplate': '使用範本',
  'code.gtmTemplateWhere':
    '在 Google 代碼管理工具開啟「範本」→「新增」，匯入 Tagline 資料夾中的 tag/gtm/template.tpl。以觸發條件「初始化 – All Pages」建立種類為「Base code」的代碼，再以目標的觸發條件建立種類為「Conversion」的代碼。需要填入：',
  'code.collector': '收集伺服器網址',
  'code.gtmHtml': '使用自訂 HTML',
  'code.gtmBaseWhere': '不使用範本時：將這段放入「自訂 HTML」代碼，觸發條件為「初始化 – All Pages」。',
  'code.gtmConversionWhere':
    '放入另一個「自訂 HTML」代碼，使用目標的觸發條件。呼叫會等候，因此可以比基本程式碼先執行，不需要設定代碼順序。',
  'code.shadowWhere':
    '安裝在每一頁，放在 LINE 的基本程式碼之上，LINE 的程式碼維持不變。每次呼叫都會送到 LINE 與 Tagline，讓您在更換前先比較。',
  'code.shadowTagId': '網頁上 LINE 的程式碼必須使用 Tag ID {tagId}。若不同，請以 LINE 的 Tag ID 建立新帳號。',
  'code.shadow': '比較用程式碼',
  'option.spa': '單頁應用程式',
  'option.spaHint': '網址變更但未重新載入時也計算頁面瀏覽。',
  'option.spaOff': '否',
  'option.spaHistory': '是，依網址',
  'option.spaHash': '是，依 #/ 或 #! 之後的部分',
  'option.link': '跨網域辨識同一位訪客',
  'option.linkHint': '當連結從一個網域通往另一個網域，或離開 LINE 內建瀏覽器時：{domains}',
  'option.pin': '固定於版本 {number}',
  'option.pinHint': '指令碼不會改變，瀏覽器會拒絕其他內容。更新版本需要新的程式碼。',
};

import type { doctor as keys } from '../en/doctor.ts';

/** The doctor: what a page says about the codes on it. */
export const doctor: Record<keyof typeof keys, string> = {
  'doctor.title': '檢查頁面',
  'doctor.lead':
    '請指定網站上的一個頁面。伺服器會取得該頁面、讀取其中的程式碼並指出問題。它看到的是送出時的頁面；代碼管理工具加入的內容只有瀏覽器看得到。',
  'doctor.address': '頁面網址',
  'doctor.check': '檢查頁面',
  'doctor.busy': '正在取得並讀取頁面…',
  'doctor.fine': '此頁面的程式碼沒有問題',
  'doctor.fineText': '請在瀏覽器中開啟一次，並在即時畫面確認資料送達。',
  'doctor.toFix': '此頁面需要修正之處',
  'doctor.seen': '此頁面上執行的內容',
  'doctor.page': '頁面',
  'doctor.way': '途中的轉址',
  'doctor.tagIds': '標籤 ID',
  'doctor.codes': '程式碼',
  'doctor.codesAtTimes': '等待點擊或條件的程式碼',
  'doctor.pageView': '瀏覽頁面',
  'doctor.scripts': '指令碼',
  'doctor.containers': '代碼管理工具',
  'doctor.nothing': '無',
  'doctor.line': '要複製的內容',
  'finding.http_status': '頁面回應錯誤',
  'finding.http_statusMend':
    '收到此回應的訪客會看到錯誤頁面。若只有程式收到，表示防火牆擋住了檢查：請在瀏覽器與即時畫面中確認。',
  'finding.walled': '頁面前有一道防護牆',
  'finding.walledMend':
    '收到的是確認是否為瀏覽器的畫面，而不是頁面本身，因此無法判斷其中的程式碼。請暫時讓使用者代理 Tagline-Doctor 通過，或在瀏覽器開啟頁面，並在即時畫面確認資料送達。',
  'finding.leads_on': '頁面會自動轉到另一頁',
  'finding.leads_onMend':
    '程式碼還沒計入，訪客就離開了，追蹤連結的點擊 ID 也不會一起帶過去。請把程式碼放在轉往的頁面，並讓連結直接連到那裡；或由伺服器轉址，並保留網址的參數。',
  'finding.not_html': '這不是網頁',
  'finding.not_htmlMend': '此網址是其他類型的檔案。請指定訪客看到的頁面。',
  'finding.no_code': '此頁面沒有程式碼',
  'finding.no_codeMend':
    '請將基本程式碼貼到每個頁面的 <head>。由網站自己的指令碼帶入的標籤（npm 套件），或由代碼管理工具加入的標籤，在此看不到：請開啟頁面並觀察即時畫面。',
  'finding.commented_out': '程式碼在註解中',
  'finding.commented_outMend': '它不會執行。請移除前後的 <!-- 與 --> 或 //，或重新貼上。',
  'finding.code_as_text': '程式碼顯示成文字',
  'finding.code_as_textMend':
    '它不會執行。編輯器把它當成文章：請貼到可輸入 HTML 或指令碼的位置，例如 <head> 的設定。',
  'finding.never_runs': '程式碼放在不會執行的位置',
  'finding.never_runsMend':
    '瀏覽器不會執行 <noscript>、<template>、<iframe> 等之中的指令碼、不認得其 type 或屬性的指令碼、帶有 src 的指令碼的內文，也不會執行以 innerHTML、outerHTML 或 insertAdjacentHTML 放入的 HTML 中的指令碼。請照複製的原樣把程式碼直接放在頁面中；只有圖片應放在 <noscript>。',
  'finding.smart_quotes': '程式碼的引號變成彎引號',
  'finding.smart_quotesMend':
    '程式碼無法執行。文字編輯器把 \' 與 " 改成 ‘ ’ “ ”。請在可輸入 HTML 的位置重新貼上。',
  'finding.escaped_quotes': '程式碼的引號被轉義',
  'finding.escaped_quotesMend':
    "程式碼無法執行：引號變成 &quot;、&#39; 或 \\'。請在可輸入 HTML 的位置重新貼上；若由程式儲存，請確認它不會加上反斜線。",
  'finding.line_break': '程式碼中間有換行',
  'finding.line_breakMend': '程式碼無法執行。請以單行重新貼上。',
  'finding.markup': '網站在程式碼中插入了標記',
  'finding.markupMend': '程式碼無法執行：行間有 <br> 或 <p>。請在可輸入 HTML 的位置以單行貼上。',
  'finding.broken_code': '瀏覽器無法執行此程式碼',
  'finding.broken_codeMend':
    '上面那一行的指令碼有錯誤，常見的是少了括號、逗號或引號，或符號變成 &amp; 或 &nbsp;。該指令碼完全不會執行。請在可輸入 HTML 的位置以單行重新貼上。',
  'finding.misspelt': '呼叫的名稱拼錯了',
  'finding.misspeltMend':
    '瀏覽器找不到這個名稱的函式：這個呼叫與同一指令碼中它之下的內容都會失效。正確名稱是小寫的 _lt。請重新貼上程式碼。',
  'finding.template_text': '標籤 ID 的位置仍是範本文字',
  'finding.template_textMend': '此頁面完全不計入。請改成您的標籤 ID。',
  'finding.bad_id': '標籤 ID 在途中被改動了',
  'finding.bad_idMend':
    '帶有它的內容不會計入。標籤 ID 有 36 個字元：數字、a 到 f 與四個連字號。其中有缺少、多出、全形或看不見的字元（上面已寫出）。請從這裡複製 ID。',
  'finding.empty_id': '應有標籤 ID 的位置是空的',
  'finding.empty_idMend': '此程式碼應計的內容不會計入。請填入您的標籤 ID；若由範本填入，表示該值是空的。',
  'finding.other_account': '頁面使用另一個帳號的標籤 ID',
  'finding.other_accountMend':
    '該程式碼計的內容會計入此伺服器的那個帳號。若應計入此處，請把程式碼中所有位置改成此帳號的標籤 ID。',
  'finding.no_script': '有程式碼，但沒有載入標籤',
  'finding.no_scriptMend': '呼叫會一直等待。請貼上完整的基本程式碼，或載入此指令碼。',
  'finding.line_script': '程式碼載入的是 LINE 自己的指令碼',
  'finding.line_scriptMend': '此伺服器收不到任何資料。請將指令碼網址改成這個，其餘各行可保留。',
  'finding.other_script': '程式碼載入其他伺服器的指令碼',
  'finding.other_scriptMend': '此伺服器收不到任何資料。請將指令碼網址改成這個。',
  'finding.second_collector': '頁面上還有另一個伺服器的標籤',
  'finding.second_collectorMend':
    '先載入的指令碼會接走頁面上的所有呼叫，另一個伺服器什麼都收不到。請只保留其中一個。如果雙方都要計入，請在同一個伺服器上建立兩個帳號，並貼上兩者的程式碼。',
  'finding.wrong_address': '程式碼要載入的位置在此伺服器上沒有指令碼',
  'finding.wrong_addressMend':
    '什麼都不會載入，也不會計入。此伺服器的標籤只有固定的名稱與位置。請將指令碼的整個網址改成這個，其餘各行可保留。',
  'finding.insecure_script': '指令碼以 http 而非 https 載入',
  'finding.insecure_scriptMend':
    '在 https 頁面上瀏覽器會拒絕；在其他頁面，伺服器轉往 https 時所送資料會遺失。請以 https 載入；此伺服器因此需要憑證。',
  'finding.no_build': '頁面要載入的標籤版本不存在',
  'finding.no_buildMend': '什麼都不會載入。請從下方連同版本號複製程式碼，或載入 lt.js。',
  'finding.wrong_integrity': '指令碼的 integrity 與其版本不符',
  'finding.wrong_integrityMend':
    '瀏覽器會拒絕該指令碼，完全不計入。檔名與 integrity 必須成對：請從下方的程式碼複製兩者。',
  'finding.moving_integrity': '隨版本更新的指令碼帶有 integrity',
  'finding.moving_integrityMend':
    '檔案一有變動，瀏覽器就會拒絕，完全不計入。請移除 integrity，或改為載入有編號的版本並使用其 integrity，例如：',
  'finding.no_crossorigin': '指令碼有 integrity，但沒有 crossorigin',
  'finding.no_crossoriginMend': '瀏覽器會拒絕該指令碼，完全不計入。請在 integrity 旁加上這個。',
  'finding.no_stub': '程式碼執行時，還沒有可接收呼叫的對象',
  'finding.no_stubMend':
    '它會以錯誤結束，應計入的內容也會遺失。只有標籤本身與基本程式碼的開頭能接收呼叫，而就此頁面所能讀到的，當時兩者都尚未執行；LINE 的轉換程式碼並未附帶這個部分。請改貼下面的程式碼，它放在哪裡都能運作。',
  'finding.no_page_view': '基本程式碼沒有送出瀏覽頁面',
  'finding.no_page_viewMend': '複製後被修改過。除非網站自己的指令碼會送出，否則請重新貼上。',
  'finding.event_twice': '事件會送出兩次',
  'finding.event_twiceMend':
    '此頁面有兩份相同的程式碼，兩次都會計入。請移除一份；常見的是頁面與代碼管理工具各一份。',
  'finding.bad_currency': '事件的幣別不是幣別代碼',
  'finding.bad_currencyMend':
    '其金額不會計入任何幣別的總額。請使用 ISO 4217 代碼，例如 JPY、TWD、THB 或 USD，不要用文字或符號。',
  'finding.consent_denied': '頁面替每位訪客都說了不同意',
  'finding.consent_deniedMend':
    "每次開啟頁面都會呼叫 _lt('consent','denied')，或給出其他不是明確同意的回答，例如 true：什麼都不會送出，瀏覽器記住的內容也會清除。請改放下面這行，它會等待訪客回答。訪客同意後再呼叫 _lt('consent','granted')。",
  'finding.csp_inline': '頁面的政策不允許某段程式碼執行',
  'finding.csp_inlineMend':
    '其 Content-Security-Policy 不接受寫在頁面中的指令碼。請在每段程式碼加上頁面的 nonce、將下面這行加入政策，或改用帶有 data-tag-id 的單一指令碼安裝。',
  'finding.csp_nonce': '指令碼沒有頁面政策所要求的 nonce',
  'finding.csp_nonceMend':
    '瀏覽器會拒絕，其內容完全不計入。指令碼的 nonce 屬性必須與同一次回應的政策相同：請讓網站每次回應都重新寫入兩者，並避免快取使其不一致。',
  'finding.csp_handler': '頁面的政策不允許屬性中的程式碼執行',
  'finding.csp_handlerMend':
    '在此 Content-Security-Policy 之下，無論頁面有何 nonce，寫在 onclick 或 javascript: 連結中的程式碼都不會執行。請從帶有 nonce 的指令碼以 addEventListener 呼叫，或將下面這行加入政策。',
  'finding.trusted_types': '頁面的政策不允許基本程式碼載入標籤',
  'finding.trusted_typesMend':
    "其 Content-Security-Policy 含有 require-trusted-types-for 'script'：指令碼不得以網址載入其他指令碼。請改用帶有 data-tag-id 的單一指令碼安裝，取代基本程式碼。",
  'finding.unlisted_page': '此網站不在帳號的網域中',
  'finding.unlisted_pageMend': '其資料不計入。若是您的網站，請到設定新增網域。',
  'finding.in_container': '有代碼管理工具，但頁面本身沒有程式碼',
  'finding.in_containerMend': '程式碼可能在代碼管理工具中，只有瀏覽器看得到。請開啟頁面並觀察即時畫面。',
  'finding.no_init': '基本程式碼缺少「init」',
  'finding.no_initMend': '複製後被修改過。此處仍會計入，但 LINE 的標籤不會。請重新貼上。',
  'finding.conversion_here': '每次開啟此頁面都會計入轉換',
  'finding.conversion_hereMend':
    '這是表示達成目標的頁面嗎？若不是，請移除轉換程式碼。若與基本程式碼寫在一起，每個頁面都會計入。',
  'finding.held_back': '同意工具暫時擋住程式碼',
  'finding.held_backMend': '這是正確的：訪客同意後才會執行。測試時請自行同意。',
  'finding.conversion_first': '轉換程式碼在基本程式碼之上',
  'finding.conversion_firstMend':
    '沒有問題：這段程式碼附帶在標籤載入前接收呼叫的部分。LINE 的轉換程式碼沒有，必須放在基本程式碼之下。',
  'finding.both_scripts': '頁面上也有 LINE 自己的指令碼',
  'finding.both_scriptsMend': '沒有問題，兩者都會測量。不再需要時請移除 LINE 的。',
  'finding.shadow_below': '比較用程式碼放在 LINE 的基本程式碼之下',
  'finding.shadow_belowMend':
    '在它之上的呼叫只會送到 LINE，此處完全不計入。請把比較用程式碼移到 LINE 的基本程式碼之上。',
  'finding.unread_script': '無法讀出指令碼的網址',
  'finding.unread_scriptMend':
    '網址是在頁面執行時組成的。請確認結果與此相同，再用瀏覽器開啟頁面，於即時畫面確認資料送達。',
  'finding.page_cut': '頁面超過可讀取的長度',
  'finding.page_cutMend': '只讀取了前 2 MB。請將基本程式碼放在靠近開頭的 <head>。',
  'finding.page_late': '五秒後頁面仍未傳完',
  'finding.page_lateMend':
    '已讀取在那之前收到的部分。請把基本程式碼放在 <head> 的上方，並查明伺服器為何沒有結束回應。',
  'problem.not_public':
    '只能檢查公開網際網路上的頁面：http 或 https、一般連接埠，且不在內部網路中。請確認網址拼寫。',
  'problem.no_answer': '此網址沒有回應。請確認網站運作中且憑證有效。',
  'problem.not_unpacked':
    '伺服器送出的內容並非以 Content-Encoding 所示的方式壓縮，瀏覽器也無法顯示此頁面。請在伺服器或其前方的快取修正。',
  'problem.too_slow': '頁面未在五秒內送達。請再試一次，或指定較輕的頁面。',
  'problem.too_many_redirects': '此網址轉址超過五次。請指定最後到達的頁面。',
  'problem.too_many_pages': '每分鐘可檢查十個頁面。請等一分鐘再試。',
  'problem.still_examining': '您的另一次檢查仍在進行。請稍候。',
};

import type { tracking as keys } from '../en/tracking.ts';

/** The Tracking page. */
export const tracking: Record<keyof typeof keys, string> = {
  'tracking.lead': 'サイトにコードを設置し、正しく届いているかを確認します。',
  'tracking.codes': 'コード',
  'tracking.codesLead':
    'どのコードも1行です。そのまま貼り付けてください。余分な改行や空白が入ると動かないことがあります。',
  'tracking.events': 'イベント',
  'tracking.eventsHelp':
    'コンバージョンコード以外に届いたイベントと、イメージタグです。イベントは一度届くと、コンバージョンやオーディエンスで選べるようになります。',
  'tracking.noEvents': 'ほかのイベントはまだありません',
  'tracking.noEventsText': 'カスタムイベントは、最初の1件が届くとここに表示されます。',
  'tracking.outcomes': '受信したヒットの結果',
  'tracking.outcomesLead': '黙って消えるヒットはありません。受信したヒットは、必ずいずれか1行に入ります。',
  'tracking.toHealth': 'すべてのヒットの行方を見る',
  'tracking.nobody': 'どのアカウントにも属さないヒット',
  'tracking.nobodyLead':
    'このサーバーのどのアカウントにもないタグID、または読み取れない内容で届いたヒットです。タグIDの打ち間違いはここに表示されます。',
  'tracking.noHits': 'ヒットはまだ届いていません',
  'tracking.noHitsText': 'ベースコードをサイトに設置して、サイトを開いてください。',
  'tracking.findings': '対応が必要な項目',
  'tracking.event': 'イベント',
  'tracking.status': 'ステータス',
  'tracking.count': 'ヒット数',
  'tracking.hits': 'ヒット数',
  'tracking.first': '初回受信',
  'tracking.last': '最終受信',
  'tracking.where': '受信元',
  'tracking.outcome': '結果',
  'tracking.reason': '理由',
  'tracking.sample': '直近のヒット（受信したままの内容）：',
  'tracking.sampleOf': 'サンプル：{what}',
  'tracking.noSample': 'サンプルは保存していません。',
  'loss.title': '届かなかったヒット',
  'loss.help':
    '届いた日時で過去28日間。ブラウザはヒットに番号を付けます。届いた番号の間に欠けている番号を、失われたヒットとして数えます。遅れて届けば欠番は埋まります。1,000以上の飛びは、番号を失ったブラウザの数え直しとみなします。届いたものの除外または拒否されたヒット（同意なし、スパム、多すぎるなど）は何も保存しないため、同じく欠番になります。最初より前と最後より後に失われたヒットはわかりません。',
  'loss.sum': '番号付きのヒット{all}件のうち{lost}件が失われました（{share}）。',
  'loss.unmeasured':
    '番号がなく測定できないもの：イメージ{images}件、何も保存できないブラウザのタグ{unnumbered}件。',
  'loss.none': '過去28日間、番号付きのヒットはありません',
  'loss.noneText': 'タグから番号付きのヒットが届くと、失われた割合を表示します。',
  'loss.browser': 'ブラウザ',
  'loss.lineApp': 'LINEアプリ内',
  'loss.unknownBrowser': '不明',
  'loss.received': '到着',
  'loss.lost': '損失',
  'loss.share': '損失率',
  'cuts.title': '保存前に取り除いたもの',
  'cuts.help':
    'トークン、メールアドレス、電話番号、カード番号、および登録したパラメータを、URLとタイトルから取り除きます。ブラウザとサーバーの両方で行います。取り除いた内容はどこにも残さず、回数だけを数えます。',
  'cuts.sum': '過去28日間に、ヒット{hits}件から{pieces}か所。',
  'cuts.none': '過去28日間に取り除いたものはありません。',
  'cuts.toSettings': 'リストを編集',
  'code.base': 'ベースコード',
  'code.consentRequired':
    "このアカウントは同意が必須です。同意した訪問者の各ページで、コードの後に _lt('consent','granted') を呼び出すまで、何も送信・保存しません。",
  'code.baseWhere':
    'サイトの全ページの<head>内に1回だけ設置します。タグマネージャーの場合は、全ページで配信します。',
  'code.conversion': 'コンバージョンコード',
  'code.conversionWhere':
    '購入完了（サンクス）ページなど、成果を計測したいページで、ベースコードのあとに設置します。',
  'code.custom': 'カスタムイベントコード',
  'code.customWhere':
    '計測したい行動や、オーディエンスに使いたい行動が起きる場所で、ベースコードのあとに設置します。',
  'code.customName': 'イベント名',
  'code.customNameHint': '英数字と _ - で20文字まで。下のコードに反映されます。',
  'code.customNameWrong':
    '使えるのは半角英数字と _ - で20文字までです。それまで下のコードは「CustomEvent」のままです。',
  'code.image': 'イメージタグ',
  'code.imageWhere':
    'スクリプトを使えない場合にだけ使います。設置したページのページビューは数えますが、訪問者とコンバージョンは計測できません。',
  'code.never_seen': '未受信',
  'code.active': '受信中',
  'code.silent': '停止中',
  'code.misconfigured': '設定ミス',
  'code.never_seenText':
    'このコードからは、まだ何も届いていません。設置済みの場合は、下の「ページを診断」で原因を確認できます。',
  'code.activeText': '過去{time}以内に届いています。',
  'code.silentText': '{time}以上届いていません。コードがサイトに残っているか確認してください。',
  'code.misconfiguredText':
    '届いていますが、数値が正しくありません。「対応が必要な項目」を確認してください。',
  'finding.base_code_twice': '同じページにベースコードが2つあります',
  'finding.base_code_twiceMend':
    'ページビューは1回だけ数えています。どちらか1つを外してください。ページとタグマネージャーの両方に入っていることがよくあります。',
  'finding.image_only': 'イメージタグしか届いていません',
  'finding.image_onlyMend':
    'スクリプトが動いていません。ページビューは数えますが、訪問者・クリック・コンバージョンは計測できません。ベースコードが欠けていないか、コンテンツセキュリティポリシーで止められていないかを確認してください。',
  'finding.all_sites_taken': 'すべてのサイトのヒットを受け付けています',
  'finding.all_sites_takenMend':
    'タグは誰でも別のサイトにコピーできます。ドメインを登録すると、そのサイトだけを計測します。',
  'finding.unlisted_site': '登録されていないサイトからヒットが届いています',
  'finding.unlisted_siteMend':
    'これらは数えていません。自社のサイトならドメインを追加してください。そうでなければ、タグがコピーされています。多数のうちのわずかであれば、翻訳や保存されたページからのものです。',
  'finding.sandboxed_frame': 'サイトを隠すフレームの中でコードが動いています',
  'finding.sandboxed_frameMend':
    'そのヒットは数えていません。ページは登録済みのサイトにありますが、フレームがsandboxのため、ブラウザがサイト名を送りません。コードをページ本体に設置するか、フレームのsandboxにallow-same-originを追加してください。',
  'finding.rejected_hits': '形式が正しくないヒットが届いています',
  'finding.rejected_hitsMend':
    'これらは数えていません。多くの場合、コードが独自のアドレスを持たないフレーム（about:srcdoc）の中にあるか、ページがファイル（file:）から開かれています。コードをページ本体に設置し、Web上で開いてください。',
  'finding.consent_never_given': '同意が必須なのに、同意を待つコードがありません',
  'finding.consent_never_givenMend':
    "すべてのヒットが除外され、何も計測されていません。同意した訪問者の各ページで、ベースコードの後に _lt('consent','granted') を呼び出し、下のコードを貼り直してください（同意を待つコードです）。同意が不要なサイトなら、設定を変更してください。",
  'finding.not_initialised': 'ベースコードのないページでコードが動いています',
  'finding.not_initialisedMend':
    'ヒットは数えていますが、そのページにはベースコードがないか、別のタグIDが入っています。このアカウントのベースコードを設置してください。',
  'finding.odd_name': 'LINEでは使えないイベント名があります',
  'finding.odd_nameMend':
    'そのまま計測します（100文字を超える部分は切り捨て）。LINEのイベント名は、英数字と _ - で20文字までです。',
  'finding.bad_value': '数値ではない金額が届きました',
  'finding.bad_valueMend':
    'イベントは金額なしで計測します。1980 や 12.5 のように、区切り文字や通貨記号のない数値を送信してください。',
  'finding.bad_key': 'キーまたはIDがテンプレートの文字のまま届きました',
  'finding.bad_keyMend':
    'ほかのイベントと一つにまとまらないよう、キーなしで計測します。ページが注文ごとの番号を書き出し、ないときは何も書かないようにしてください。',
  'finding.same_key': '複数の訪問者のイベントが同じ重複排除キーを持っています',
  'finding.same_keyMend':
    '名前とキーが同じものは30日に1回だけ数えるため、これらすべてが1件のコンバージョンになります。deduplicationKey にはページが注文ごとの番号を書き出すか、何も書かないでください。',
  'finding.csp': 'ページのポリシーがタグの送信を止めています',
  'finding.cspMend':
    'ページのContent-Security-Policyが通信を拒否しているため、イメージで届いたものだけを受信しています。connect-src、script-src、img-srcに {origin} を追加してください。',
  'finding.base_code_missing': 'ページビューのないページからイベントが届いています',
  'finding.base_code_missingMend':
    'そのページにはベースコードがないため、どこから来たのかがわかりません。<head>内に設置してください。読み込みなしでURLが変わるサイトでは、変わるたびにページビューを送信してください。',
  'finding.event_on_every_page': 'ほぼすべてのページビューでイベントが届いています',
  'finding.event_on_every_pageMend':
    '成果のないページにもコードがあります。全ページ共通の部分に入っていることがよくあります。イベントが起きる場所にだけ残してください。ベースコードがそのページにしかない場合は、全ページに設置してください。',
  'finding.conversion_on_arrival': '訪問した時点でコンバージョンが計測されています',
  'finding.conversion_on_arrivalMend':
    '訪問が始まるページでコンバージョンコードが動いています。成果を示すページに移すか、ボタンが押されたときに呼び出してください。',
  'finding.template_name': 'イベント名が「CustomEvent」のままです',
  'finding.template_nameMend':
    'テンプレートの名前のままでは、何が起きたのかわかりません。ページのコードで名前を変えてください。これまでの計測分は元の名前のまま残ります。',
  'finding.unknown_tag': '自社のページに、存在しないタグIDがあります',
  'finding.unknown_tagMend':
    'このサーバーのどのアカウントのものでもないため、そのIDの呼び出しは計測されません。コードの中のすべての場所を {tagId} に置き換えてください。',
  'finding.ignored': '解釈できない、または一部を送信できない呼び出しがあります',
  'finding.ignoredMend':
    '送信されるはずだったデータが欠けています。そのページのコードを下のコードと比べてください。呼び出しは「send」、次に「pv」または「cv」の順です。値はふつうの数値（1980n ではなく 1980）で、イベントのプロパティは 4,000 文字までです。',
  'finding.swapped': '呼び出しの引数の順序が入れ替わっています',
  'finding.swappedMend':
    '解釈できたので計測しています。ただしLINEのタグでは動きません。下のコードのように、パラメータ、タグIDのリストの順に書いてください。',
  'finding.no_tags': 'タグIDのないコードがあります',
  'finding.no_tagsMend':
    'コピー後に書き換えられています。ベースコードのタグIDとして計測しています。下のコードをそのまま貼り直してください。',
  'finding.no_name': '種類のないコンバージョンコードがあります',
  'finding.no_nameMend':
    'コピー後に書き換えられています。「Conversion」として計測しています。下のコードをそのまま貼り直してください。',
  'finding.clicks_lost': 'リンクのクリックがタグに届いていません',
  'finding.clicks_lostMend':
    'クリックIDが途中で失われています。短縮URLやリダイレクトを挟むとパラメータ tl_click が落ちます。ページに直接つながるリンクにしてください。',
  'finding.untagged_destination': 'ベースコードのないサイトへのリンクがあります',
  'finding.untagged_destinationMend':
    'クリックは数えますが、その後の行動は計測できません。そのサイトにベースコードを設置してください。別のURLへの転送だけなら、転送先をリンク先にするか、転送時にパラメータ tl_click を残してください。Instagramや地図のような他社のサイトにはコードを設置できないため、対応は不要です。',
  'finding.seen': '{count}回、最終 {at}',
  'finding.seenOnce': '1回、{at}',
  'finding.seenLast': '最終 {at}',
  'finding.seenOnViews': '過去{time}のページビュー{of}回に対してイベント{count}件、最終 {at}',
  'finding.seenOnArrival': '過去{time}のコンバージョン{of}件のうち{count}件、最終 {at}',
  'finding.seenTwice': '過去{time}のイベント{of}件に対して重複{count}件、最終 {at}',
  'finding.seenSameKey': '過去{time}のキー付きイベント{of}件のうち{count}件、最終 {at}',
  'finding.seenLanded': '過去{time}のクリック{of}回のうち着地は{count}回、最終クリック {at}',
  'weight.grave': '数値に誤りや欠けがあります',
  'weight.warning': '注意',
  'weight.note': 'お知らせ',
  'finding.toSettings': '設定を開く',
  'outcome.stored': '保存',
  'outcome.duplicate': '重複',
  'outcome.dropped': '除外',
  'outcome.rejected': '拒否',
  'outcome.failed': '失敗',
  'reason.bot': 'ボットまたはクローラー',
  'reason.preview': 'プレビューや先読み（人による閲覧ではない）',
  'reason.unlisted_site': '設定に登録されていないサイト、またはサイトを隠すフレーム',
  'reason.consent': '訪問者が同意していない',
  'reason.spam': '他サイトを宣伝する偽の訪問 (リファラースパム)',
  'reason.rate': '1 つのブラウザまたは回線から 1 分間に多すぎる',
  'reason.test': 'テストモード: ライブに表示、集計しない',
  'reason.unreadable_body': '本文を読み取れない',
  'reason.bad_hit': 'ヒットの形式が正しくない',
  'reason.bad_event': 'サーバーからのイベントの形式が正しくない',
  'reason.bad_time': '日時が古すぎる、または未来',
  'reason.unknown_tag': 'このタグIDのアカウントがない',
  'reason.too_large': '本文が大きすぎる',
  'reason.unsupported_encoding': '対応していないエンコード',
  'reason.unsupported_type': '対応していない形式',
  'reason.storage': 'サーバーが保存できなかった',
};

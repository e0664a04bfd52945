import type { doctor as keys } from '../en/doctor.ts';

/** The doctor: what a page says about the codes on it. */
export const doctor: Record<keyof typeof keys, string> = {
  'doctor.title': 'ページを診断',
  'doctor.lead':
    'サイトのページを指定してください。サーバーがそのページを取得し、コードを読み取り、問題点を示します。見えるのは配信されたままのページです。タグマネージャーが追加するものはブラウザでしか分かりません。',
  'doctor.address': 'ページのアドレス',
  'doctor.check': '診断する',
  'doctor.busy': 'ページを取得して読み取っています…',
  'doctor.fine': 'このページのコードに問題はありません',
  'doctor.fineText': 'ブラウザで一度開き、ライブでヒットが届くことを確かめてください。',
  'doctor.toFix': 'このページで直すところ',
  'doctor.seen': 'このページで動くもの',
  'doctor.page': 'ページ',
  'doctor.way': '途中の転送',
  'doctor.tagIds': 'タグID',
  'doctor.codes': 'コード',
  'doctor.codesAtTimes': 'クリックや条件を待つコード',
  'doctor.pageView': 'ページビュー',
  'doctor.scripts': 'スクリプト',
  'doctor.containers': 'タグマネージャー',
  'doctor.nothing': 'なし',
  'doctor.line': 'コピーする行',
  'finding.http_status': 'ページがエラーを返しています',
  'finding.http_statusMend':
    'この応答を受けた訪問者にはエラーが表示されます。プログラムにだけ返る場合はファイアウォールが診断を拒んでいます。ブラウザとライブで確かめてください。',
  'finding.walled': 'ページの前に壁があります',
  'finding.walledMend':
    '届いたのはブラウザかどうかを確かめる画面で、ページではありません。そのためコードについては何も言えません。ユーザーエージェント Tagline-Doctor を一時的に通すか、ブラウザでページを開き、ライブでヒットが届くことを確かめてください。',
  'finding.leads_on': 'ページが自動で別のページへ移ります',
  'finding.leads_onMend':
    'コードが数える前に訪問者は移ってしまい、計測リンクのクリックIDも引き継がれません。移った先のページにコードを置き、リンクも直接そこへ向けてください。または、アドレスのパラメータを残したままサーバーで転送してください。',
  'finding.not_html': 'ウェブページではありません',
  'finding.not_htmlMend': 'このアドレスは別の種類のファイルです。訪問者が見るページを指定してください。',
  'finding.no_code': 'このページにコードがありません',
  'finding.no_codeMend':
    'すべてのページの<head>にベースコードを貼り付けてください。サイト自身のスクリプトに組み込んだタグ（npmパッケージ）や、タグマネージャーが追加するタグはここでは見えません。ページを開いてライブを見てください。',
  'finding.commented_out': 'コードがコメントの中にあります',
  'finding.commented_outMend':
    'このままでは動きません。前後の<!-- と -->、または // を取るか、貼り直してください。',
  'finding.code_as_text': 'コードが文字として表示されています',
  'finding.code_as_textMend':
    'このままでは動きません。エディターが文章として扱いました。<head>の設定など、HTMLやスクリプトを入力できる場所に貼り付けてください。',
  'finding.never_runs': 'コードが動かない場所にあります',
  'finding.never_runsMend':
    'ブラウザは <noscript>、<template>、<iframe> などの中のスクリプト、知らない type や属性のスクリプト、src のあるスクリプトの中身、innerHTML、outerHTML、insertAdjacentHTML で入れたHTMLのスクリプトを実行しません。コードはコピーしたまま、ページそのものに置いてください。<noscript> に入れるのは画像だけです。',
  'finding.smart_quotes': 'コードの引用符が曲がった形に変わっています',
  'finding.smart_quotesMend':
    'コードは動きません。文章用のエディターが \' や " を ‘ ’ “ ” に変えました。HTMLを入力できる場所に貼り直してください。',
  'finding.escaped_quotes': 'コードの引用符がエスケープされています',
  'finding.escaped_quotesMend':
    "コードは動きません。引用符が &quot; や &#39;、\\' になっています。HTMLを入力できる場所に貼り直してください。プログラムが保存する場合は、バックスラッシュを付け足さないようにしてください。",
  'finding.line_break': 'コードの途中に改行があります',
  'finding.line_breakMend': 'コードは動きません。1行のまま貼り直してください。',
  'finding.markup': 'コードにサイトのタグが入り込んでいます',
  'finding.markupMend':
    'コードは動きません。行の間に<br>や<p>があります。HTMLを入力できる場所に1行で貼り付けてください。',
  'finding.broken_code': 'ブラウザがこのコードを実行できません',
  'finding.broken_codeMend':
    '上の行のスクリプトに誤りがあります。かっこ、カンマ、引用符の抜けや、記号が &amp; や &nbsp; になっていることがよくあります。そのスクリプトはまったく動きません。HTMLを入力できる場所に1行で貼り直してください。',
  'finding.misspelt': '呼び出しの名前が間違っています',
  'finding.misspeltMend':
    'ブラウザにこの名前の関数はありません。この呼び出しと、同じスクリプトでその下にあるものはすべて失われます。名前は小文字の _lt です。コードを貼り直してください。',
  'finding.template_text': 'タグIDの場所にひな形の文字が残っています',
  'finding.template_textMend': 'このページは何も計測されません。自分のタグIDに置き換えてください。',
  'finding.bad_id': 'タグIDが途中で変わっています',
  'finding.bad_idMend':
    'このIDの呼び出しは計測されません。タグIDは数字と a〜f、4つのハイフンの36文字です。文字が足りないか多い、全角になっている、または見えない文字が入っています（上に書き出してあります）。IDをここからコピーしてください。',
  'finding.empty_id': 'タグIDがありません',
  'finding.empty_idMend':
    'このコードが数えるはずのものは計測されません。自分のタグIDを入れてください。テンプレートが入れる場合は、値が空でした。',
  'finding.other_account': '別のアカウントのタグIDがあります',
  'finding.other_accountMend':
    'そのコードが数えるものは、このサーバーのそのアカウントに入ります。ここで計測する場合は、コードの中のすべての場所をこのアカウントのタグIDに置き換えてください。',
  'finding.no_script': 'コードはありますが、タグが読み込まれていません',
  'finding.no_scriptMend':
    '呼び出しは待ち続けるだけです。ベースコード全体を貼り付けるか、このスクリプトを読み込んでください。',
  'finding.line_script': 'LINE自身のスクリプトを読み込んでいます',
  'finding.line_scriptMend':
    'このサーバーには何も届きません。スクリプトのアドレスをこれに変えてください。ほかの行はそのままで構いません。',
  'finding.other_script': '別のサーバーのスクリプトを読み込んでいます',
  'finding.other_scriptMend': 'このサーバーには何も届きません。スクリプトのアドレスをこれに変えてください。',
  'finding.second_collector': '別のサーバーのタグもこのページにあります',
  'finding.second_collectorMend':
    '先に届いたスクリプトがページのすべての呼び出しを受け取り、もう一方のサーバーには何も届きません。どちらか一方だけを残してください。両方で計測したい場合は、1つのサーバーにアカウントを2つ作り、両方のコードを貼り付けてください。',
  'finding.wrong_address': 'このサーバーにない場所のスクリプトを読み込もうとしています',
  'finding.wrong_addressMend':
    '何も読み込まれず、何も計測されません。このサーバーのタグは決まった名前と場所にしかありません。スクリプトのアドレス全体をこれに変えてください。ほかの行はそのままで構いません。',
  'finding.insecure_script': 'スクリプトをhttpsではなくhttpで読み込んでいます',
  'finding.insecure_scriptMend':
    'httpsのページではブラウザが拒否し、ほかのページでもサーバーがhttpsへ転送すると送信内容が失われます。httpsで読み込んでください。そのためこのサーバーには証明書が必要です。',
  'finding.no_build': '存在しない番号のタグを読み込もうとしています',
  'finding.no_buildMend':
    '何も読み込まれません。下のコードを番号ごとコピーするか、lt.jsを読み込んでください。',
  'finding.wrong_integrity': 'スクリプトのintegrityがその番号のものではありません',
  'finding.wrong_integrityMend':
    'ブラウザがスクリプトを拒否し、何も計測されません。ファイル名とintegrityは一組です。下のコードから両方をコピーしてください。',
  'finding.moving_integrity': '版ごとに変わるスクリプトにintegrityが付いています',
  'finding.moving_integrityMend':
    '内容が変わった時点でブラウザがスクリプトを拒否し、何も計測されません。integrityを外すか、次のように番号付きのビルドをそのintegrityと共に読み込んでください。',
  'finding.no_crossorigin': 'スクリプトにintegrityはありますがcrossoriginがありません',
  'finding.no_crossoriginMend':
    'ブラウザがスクリプトを拒否し、何も計測されません。integrityの横にこれを加えてください。',
  'finding.no_stub': '受け取るものがないうちにコードが動きます',
  'finding.no_stubMend':
    'エラーで終わり、数えるはずのものは失われます。呼び出しを受け取れるのはタグ本体とベースコードの冒頭だけで、このページから読み取れる限り、その時点ではどちらもまだ動いていません。LINEのコンバージョンコードにはその仕組みがありません。代わりに下のコードを貼り付けてください。どこに置いても動きます。',
  'finding.no_page_view': 'ベースコードがページビューを送っていません',
  'finding.no_page_viewMend':
    'コピー後に書き換えられています。サイト自身のスクリプトがページビューを送る場合を除き、貼り直してください。',
  'finding.event_twice': 'イベントが2回送られます',
  'finding.event_twiceMend':
    'このページに同じコードが2つあり、両方とも数えられます。1つを外してください。片方がページに、片方がタグマネージャーにあることがよくあります。',
  'finding.bad_currency': 'イベントの通貨が通貨コードではありません',
  'finding.bad_currencyMend':
    'この金額はどの通貨の合計にも入りません。JPY、TWD、THB、USDなどISO 4217のコードで書いてください。単語や記号は使えません。',
  'finding.consent_denied': 'すべての訪問者について拒否と伝えています',
  'finding.consent_deniedMend':
    "ページを開くたびに _lt('consent','denied') か、true のように明らかな同意でない答えを渡しているため、何も送られず、ブラウザが覚えていたものも消えます。代わりに下の行を置いてください。訪問者の答えを待ちます。同意したら _lt('consent','granted') を呼んでください。",
  'finding.csp_inline': 'ページのポリシーがコードの実行を止めています',
  'finding.csp_inlineMend':
    'Content-Security-Policyがページ内のスクリプトを許可していません。それぞれのコードにページのnonceを付けるか、下の行をポリシーに加えるか、data-tag-id付きのスクリプト1つで設置してください。',
  'finding.csp_nonce': 'スクリプトに、ページのポリシーが求めるnonceがありません',
  'finding.csp_nonceMend':
    'ブラウザが拒否するため、このスクリプトの分は計測されません。スクリプトのnonce属性は、同じ応答のポリシーにあるものと一致する必要があります。両方を応答ごとに書き出し、キャッシュで食い違わないようにしてください。',
  'finding.csp_handler': 'ページのポリシーが属性の中のコードを止めています',
  'finding.csp_handlerMend':
    'このContent-Security-Policyでは、ページにnonceがあっても、onclickや javascript: リンクの中のコードは動きません。nonce付きのスクリプトから addEventListener で呼ぶか、下の行をポリシーに加えてください。',
  'finding.trusted_types': 'ページのポリシーがベースコードによるタグの読み込みを止めています',
  'finding.trusted_typesMend':
    "Content-Security-Policyに require-trusted-types-for 'script' があり、スクリプトがアドレスで別のスクリプトを読み込むことを許可していません。ベースコードの代わりに、data-tag-id付きのスクリプト1つで設置してください。",
  'finding.unlisted_page': 'このサイトはアカウントのドメインに登録されていません',
  'finding.unlisted_pageMend':
    'ヒットは数えられません。自分のサイトであれば、設定でドメインを追加してください。',
  'finding.in_container': 'タグマネージャーがあり、ページ自体にコードがありません',
  'finding.in_containerMend':
    'コードはタグマネージャーの中かもしれません。それはブラウザでしか分かりません。ページを開いてライブを見てください。',
  'finding.no_init': 'ベースコードの「init」がありません',
  'finding.no_initMend':
    'コピー後に書き換えられています。ここでは数えますが、LINEのタグでは動きません。貼り直してください。',
  'finding.conversion_here': 'このページを開くたびにコンバージョンが数えられます',
  'finding.conversion_hereMend':
    '成果を示すページですか？違う場合はコンバージョンコードを外してください。ベースコードと一体になっていると、すべてのページで数えられます。',
  'finding.held_back': '同意ツールがコードを止めています',
  'finding.held_backMend':
    'これは正しい状態です。訪問者が同意すると動きます。テストでは自分で同意してください。',
  'finding.conversion_first': 'コンバージョンコードがベースコードより上にあります',
  'finding.conversion_firstMend':
    '問題ありません。このコードは、タグが読み込まれるまで呼び出しを受け取る仕組みを備えています。LINEのコンバージョンコードにはないため、ベースコードより下に置く必要があります。',
  'finding.both_scripts': 'LINE自身のスクリプトもこのページにあります',
  'finding.both_scriptsMend': '問題ありません。両方が計測します。不要になったらLINEのものを外してください。',
  'finding.shadow_below': '比較用コードがLINEのベースコードより下にあります',
  'finding.shadow_belowMend':
    'それより上の呼び出しはLINEだけに届き、ここでは計測されません。比較用コードをLINEのベースコードより上に移してください。',
  'finding.unread_script': 'スクリプトのアドレスを読み取れません',
  'finding.unread_scriptMend':
    'ページの実行中に組み立てられています。これと同じになることを確かめ、ブラウザでページを開いてライブでヒットが届くのを見てください。',
  'finding.page_cut': 'ページが読み取れる長さを超えています',
  'finding.page_cutMend': '最初の2 MBだけを読みました。ベースコードは先頭に近い<head>に置いてください。',
  'finding.page_late': '5秒たってもページが終わりませんでした',
  'finding.page_lateMend':
    'それまでに届いた分を読みました。ベースコードは<head>の上の方に置き、サーバーが応答を終えない理由を調べてください。',
  'problem.not_public':
    '診断できるのは公開インターネットのページだけです。httpまたはhttpsで、通常のポートを使い、社内ネットワークでないものに限ります。アドレスのつづりを確かめてください。',
  'problem.no_answer': 'このアドレスから応答がありません。サイトが動いていて証明書が有効か確かめてください。',
  'problem.not_unpacked':
    'サーバーの送るデータが Content-Encoding の示す形式で圧縮されていないため、ブラウザもこのページを表示できません。サーバーか、その前のキャッシュを直してください。',
  'problem.too_slow': '5秒以内にページが届きませんでした。もう一度試すか、軽いページを指定してください。',
  'problem.too_many_redirects': '転送が5回を超えています。最後に着くページを指定してください。',
  'problem.too_many_pages': '診断できるのは1分に10ページまでです。1分待ってから試してください。',
  'problem.still_examining': '別の診断がまだ終わっていません。少しお待ちください。',
};

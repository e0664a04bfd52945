import type { code as keys } from '../en/code.ts';

/** The ways to install, and their options. */
export const code: Record<keyof typeof keys, string> = {
  'way.label': '設置方法',
  'way.base': 'ベースコード',
  'way.line': '1行で設置',
  'way.npm': 'npmパッケージ',
  'way.gtm': 'タグマネージャー',
  'way.shadow': 'LINEと比べる',
  'code.lineWhere':
    'サイトの全ページの<head>に1回だけ設置します。ページ内にスクリプトを書かないため、厳しいContent-Security-Policyでもこのアドレスを許可するだけで済みます。スクリプトが動かない環境では何も数えません。',
  'code.npmWhere':
    'スクリプトをバンドルするサイト向けです。Taglineのフォルダで「npm run build」と「npm pack ./dist/npm」を実行し、できたファイルをインストールして、サイトの開始処理に次の行を入れてください。',
  'code.npmEventWhere': '成果が得られた場所で呼び出します。別の名前にするとカスタムイベントになります。',
  'code.gtmTemplate': 'テンプレートを使う',
  'code.gtmTemplateWhere':
    'Google タグマネージャーの「テンプレート」→「新規」で、Taglineのフォルダのtag/gtm/template.tplを読み込みます。種類「Base code」のタグをトリガー「初期化 – All Pages」に、種類「Conversion」のタグを成果のトリガーに設定してください。入力する値：',
  'code.collector': 'コレクターのアドレス',
  'code.gtmHtml': 'カスタムHTMLを使う',
  'code.gtmBaseWhere':
    'テンプレートを使わない場合：次のコードを「カスタムHTML」タグに入れ、トリガーを「初期化 – All Pages」にします。',
  'code.gtmConversionWhere':
    '別の「カスタムHTML」タグに入れ、成果のトリガーに設定します。呼び出しは待機するため、ベースコードより先に動いてもかまいません。タグの順序付けは不要です。',
  'code.shadowWhere':
    '全ページで、LINEのベースコードの上に設置します。LINEのコードはそのままです。すべての呼び出しがLINEとTaglineの両方に届くので、切り替える前に比べられます。',
  'code.shadowTagId':
    'ページのLINEのコードのタグIDが{tagId}である必要があります。違う場合は、LINEのタグIDで新しいアカウントを作ってください。',
  'code.shadow': '比較用コード',
  'option.spa': 'シングルページアプリ',
  'option.spaHint': '読み込みなしでアドレスが変わったときもページビューを数えます。',
  'option.spaOff': 'いいえ',
  'option.spaHistory': 'はい（アドレスの変化で）',
  'option.spaHash': 'はい（#/や#!の後ろで）',
  'option.link': '自分のドメイン間で同じ訪問者とみなす',
  'option.linkHint': 'リンクで別のドメインへ移るとき、またはLINEアプリ内ブラウザから外へ出るとき：{domains}',
  'option.pin': 'ビルド{number}に固定',
  'option.pinHint':
    'スクリプトは変わらず、ブラウザは他の内容を拒否します。新しい版には新しいコードが必要です。',
};

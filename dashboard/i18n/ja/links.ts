import type { links as keys } from '../en/links.ts';

/** The Links page. */
export const links: Record<keyof typeof keys, string> = {
  'links.lead':
    '元のURLの代わりに、このリンクをメッセージに入れてください。クリックを計測し、配信と結び付けます。',
  'links.new': 'リンクを作成',
  'links.edit': 'リンクを編集',
  'links.editOf': '{name}を編集',
  'links.create': '作成',
  'links.created': 'リンクを作成しました',
  'links.name': '名前',
  'links.nameHint': '管理画面でのみ使います。',
  'links.url': '計測リンク',
  'links.urlOf': '{name}の計測リンク',
  'links.urlHelp':
    'メッセージ、リッチメニュー、ポスターなどに入れるURLです。開くとすぐにリンク先へ移動します。',
  'links.destination': 'リンク先',
  'links.destinationHint':
    '移動先のページです。印刷したコードの行き先が変わらないよう、あとから変更できません。',
  'links.broadcast': 'メッセージ配信',
  'links.broadcastHint': 'このリンクを入れた配信です。クリックとコンバージョンはその配信の成果になります。',
  'links.noBroadcast': 'なし',
  'links.last': '最終クリック',
  'links.qr': 'QRコード',
  'links.qrOf': '{name}のQRコード',
  'links.qrSave': 'SVGをダウンロード',
  'links.empty': '計測リンクはまだありません',
  'links.emptyText': 'メッセージ、ボタン、ポスターなど、タップしてほしい場所ごとに作成します。',
};

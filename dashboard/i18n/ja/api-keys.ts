import type { apiKeys as keys } from '../en/api-keys.ts';

/** The API keys on the Settings page. */
export const apiKeys: Record<keyof typeof keys, string> = {
  'keys.title': 'APIキー',
  'keys.lead':
    '自社サーバー用です。キーを使って、サーバーからこのアカウントにコンバージョンを送信できます。同じイベントではブラウザよりサーバーの値を優先します。',
  'keys.new': 'APIキーを作成',
  'keys.name': '名前',
  'keys.nameHint':
    '「ショップ決済」など、使うサーバーの名前です。1つずつ無効にできるよう、サーバーごとに作成してください。',
  'keys.create': 'キーを作成',
  'keys.made': 'APIキーを作成しました',
  'keys.secret': 'APIキー',
  'keys.once':
    '今すぐコピーしてください。表示されるのは今回だけです。サーバーにだけ保管し、ページやアプリには入れないでください。キーを持つ人は、このアカウントにコンバージョンを追加できます。',
  'keys.done': 'コピーしました',
  'keys.prefix': '先頭の文字',
  'keys.scopes': '用途',
  'keys.created': '作成日時',
  'keys.used': '最終使用',
  'keys.usedHelp': '分単位です。使われなくなったキーは無効にしてください。',
  'keys.state': '状態',
  'keys.active': '有効',
  'keys.unused': '未使用',
  'keys.gone': '無効',
  'keys.revoke': '無効にする',
  'keys.revokeOf': '無効にする：{name}',
  'keys.revokeText':
    '「{name}」を使うリクエストは、今後すべて拒否されます。送信済みのデータは残ります。無効にしたキーは元に戻せません。',
  'keys.revoked': 'APIキーを無効にしました：{name}',
  'keys.empty': 'APIキーはまだありません',
  'keys.emptyText': '自社サーバーからコンバージョンを送信するときに作成してください。',
  'scope.conversions:write': 'コンバージョンの送信',
  'problem.too_many_keys': 'APIキーはすでに50個あります。先に1つ無効にしてください。',
};

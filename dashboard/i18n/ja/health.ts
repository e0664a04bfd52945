import type { health as keys } from '../en/health.ts';

/** The Health page. */
export const health: Record<keyof typeof keys, string> = {
  'health.lead': 'すべてのヒットの行方、失われたもの、サーバーの状態を確認します。',
  'health.receivedHelp':
    'このアカウントで受信したすべてのヒットを5つに分けたものです。合計は受信数と一致します。',
  'health.storedHelp': 'ディスクに1回だけ保存したもの。レポートの元になります。',
  'health.duplicateHelp': '再送され、すでに保存済みのため数えなかったもの。',
  'health.droppedHelp':
    '意図的に保存しなかったもの：ボット、プレビュー、未登録のサイト、同意なし、多すぎるもの、スパム、テスト。',
  'health.rejectedHelp': '読み取れないか、許可されないもの。再送しても変わりません。',
  'health.failedHelp': 'ディスクが受け付けなかったもの。タグが再送し、届けば保存します。',
  'health.lost': '失われたもの、未保存のもの',
  'health.lostClicks': '失われたクリック',
  'health.lostClicksHelp':
    'ディスクが受け付けない間のトラッキングリンクのクリック。訪問者は目的のページに着きますが、レポートには含まれません。',
  'health.lostLast': '最後に失われた日時',
  'health.lostLastHelp': 'クリックが最後に失われた日時です。',
  'health.owed': '書き込み待ち',
  'health.owedHelp':
    'メモリにだけ記録している失敗ヒットと失われたクリック（全アカウント）。ディスクが使えるようになり次第書き込みます。',
  'health.server': 'サーバー',
  'health.serverLead': '全アカウント共通です。',
  'health.toJobs': '定期ジョブ',
  'health.state': '状態',
  'health.stateHelp':
    '正常：応答済みのデータはディスクにあります。異常：書き込みかファイルを信頼できません。再起動し、ディスクを確認してください。',
  'health.well': '正常',
  'health.broken': '異常',
  'health.since': '起動日時',
  'health.sinceHelp': 'このプロセスが起動した日時です。',
  'health.rate': '1秒あたりのヒット',
  'health.rateHelp': '全アカウントで1秒間に保存したヒット。直近1分間の平均です。',
  'health.memory': 'メモリ',
  'health.memoryHelp': 'プロセスが使用しているメモリ（常駐）。スレッドも含みます。',
  'health.database': 'データベース',
  'health.databaseHelp': 'データベースファイルの大きさです。',
  'health.log': 'ログ',
  'health.logHelp': '先行書き込みログの大きさ。繰り返しデータベースに書き戻されます。',
  'health.free': '空き容量',
  'health.freeHelp': 'データベースのあるディスクの空きです。',
};

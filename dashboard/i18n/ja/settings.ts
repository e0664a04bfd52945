import type { settings as keys } from '../en/settings.ts';

/** The Settings page of an account. */
export const settings: Record<keyof typeof keys, string> = {
  'settings.saved': '設定を保存しました',
  'settings.account': 'アカウント',
  'settings.accountText': '管理画面での名前と、1日の始まりを決めます。',
  'settings.tagId': 'タグID',
  'settings.tagIdHint': 'コードに含まれます。秘密の情報ではなく、変わることもありません。',
  'settings.sites': 'サイト',
  'settings.sitesText':
    '計測するサイトです。それ以外のヒットは数えず、「トラッキング」のページでお知らせします。',
  'settings.cuts': 'URLのプライバシー',
  'settings.cutsText':
    'レポートに残さない情報です。トークン、メールアドレス、電話番号、カード番号は常に取り除きます。',
  'settings.cutParams': '取り除くクエリパラメータ',
  'settings.cutParamsHint':
    '1行に1つ。例：?customer_no=… の場合は customer_no。これから届くヒットに適用し、保存済みのものは変わりません。',
  'settings.consent': '同意',
  'settings.consentText': '訪問者が同意バナーに答える前の扱いです。拒否した人を計測することはありません。',
  'settings.consentMode': '訪問者がまだ答えていない間',
  'settings.assumed': '計測する',
  'settings.assumedHint': '拒否されるまで訪問を数えます。',
  'settings.required': '計測しない',
  'settings.requiredHint': '同意されるまで、何も保存せず、IDも設定しません。',
  'settings.retention': 'データの保存期間',
  'settings.retentionText':
    'これより古いヒットを1日に1回削除します。ほかに必要としないクリック、訪問者、LINEユーザー、文字列も一緒に削除します。削除したものはレポートに表示されず、元に戻せません。',
  'settings.keepDays': '保存する日数',
  'settings.keepDaysHint':
    '31〜3,660日。空欄の場合は無期限に保存します。フランスのCNILは、アクセス計測の上限を25か月（760日）としています。',
  'settings.identity': 'LINEユーザー',
  'settings.identityText':
    'サイトでLINEログインした人のブラウザを、LINEユーザーと結び付けます。オーディエンスの利用に必要です。',
  'settings.channel': 'LINEログインのチャネルID',
  'settings.channelHint':
    'LINE Developersコンソールで確認できます。このチャネルのログインだけを受け付けます。空欄の場合は受け付けません。',
  'settings.declared': 'サイトでこの結び付けの同意を得ている',
  'settings.declaredHint':
    '閲覧履歴とLINEユーザーを結び付ける同意を、サイト自身で得ている場合にだけ選んでください。選ばない場合は、ログインのたびに同意の情報が必要です。',
  'jobs.title': 'このサーバーのジョブ',
  'jobs.lead': 'Taglineの稼働中に、全アカウントに対して自動で実行されます。今すぐ実行しても問題ありません。',
  'jobs.job': 'ジョブ',
  'jobs.every': '間隔',
  'jobs.last': '最終実行',
  'jobs.result': '結果',
  'jobs.run': '今すぐ実行',
  'jobs.runWhat': '今すぐ実行：{job}',
  'jobs.running': '実行中',
  'jobs.well': '完了',
  'jobs.failed': '失敗',
  'job.silence': '途絶えたタグを見つける',
  'job.forget-hops': '到着しなかった移動中の訪問者を消す',
  'job.retention': '保存期間を過ぎたデータを消す',
  'did.hits': 'ヒット {count}',
  'did.clicks': 'クリック {count}',
  'did.identityLinks': '結び付け {count}',
  'did.visitors': '訪問者 {count}',
  'did.texts': '文字列 {count}',
  'did.hops': '移動中 {count}',
  'did.silent': '途絶えた {count}',
  'did.back': '戻った {count}',
};

import type { audiences as keys } from '../en/audiences.ts';

/** The Audiences page. */
export const audiences: Record<keyof typeof keys, string> = {
  'audiences.lead': 'サイトでの行動から選んだ人を、LINEで使えるリストにします。',
  'audiences.new': 'オーディエンスを作成',
  'audiences.create': '作成',
  'audiences.createdToast': '作成しました：{name}',
  'audiences.name': '名前',
  'audiences.rule': '対象',
  'audiences.days': '有効期間（日）',
  'audiences.daysHint': '何日前までの行動を対象にするか。1～180日。',
  'audiences.people': '人数',
  'audiences.peopleHelp':
    '条件に一致する人の数です。LINEユーザーと分かる場合はそのユーザー、それ以外はブラウザで数えます。',
  'audiences.users': 'LINEユーザー',
  'audiences.usersHelp':
    'そのうち、LINEのユーザーIDが分かっている人の数です。メッセージを送れるのはこの人たちだけです。',
  'audiences.created': '作成日',
  'audiences.small': '50人未満',
  'audiences.smallText':
    'LINEユーザーが50人未満です。LINEのウェブトラフィックオーディエンスには50人以上が必要です。ユーザーIDのリストは、50人未満でもアップロードして配信できます。',
  'audiences.previewWaits': '条件を選ぶと、人数が表示されます。',
  'audiences.previewLarge': 'LINEのどの用途にも使える人数です。',
  'audiences.previewFailed': '人数を取得できませんでした。条件を変えると、もう一度数えます。',
  'audiences.download': 'ユーザーIDをダウンロード',
  'audiences.downloadOf': '{name}のユーザーIDをダウンロード',
  'audiences.delete': 'オーディエンスを削除',
  'audiences.deleteOf': '{name}を削除',
  'audiences.deleteText': '「{name}」を削除します。計測データと、LINEにアップロード済みのリストは残ります。',
  'audiences.deleted': '削除しました：{name}',
  'audiences.empty': 'オーディエンスはまだありません',
  'audiences.emptyText':
    'イベントやページで人を集め、ユーザーIDをLINE公式アカウント管理画面でアップロードします。',
};

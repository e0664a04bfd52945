import { useI18n } from '../i18n/use-i18n.ts';

/** A fault of ours in drawing a page. */
export function Broken() {
  const { t } = useI18n();
  return (
    <div class="empty" role="alert">
      <p class="empty-title">{t('broken.title')}</p>
      <p class="empty-text">{t('broken.text')}</p>
      <div class="empty-actions">
        <button type="button" class="button" onClick={() => location.reload()}>
          {t('broken.reload')}
        </button>
      </div>
    </div>
  );
}

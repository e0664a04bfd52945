import { Go } from '../component/go.tsx';
import { Page } from '../component/page.tsx';
import { Empty } from '../component/state.tsx';
import { useI18n } from '../i18n/use-i18n.ts';

/** No such page, or no such account. */
export function NotFound() {
  const { t } = useI18n();
  return (
    <Page title={t('notFound.title')}>
      <Empty title={t('notFound.what')} text={t('notFound.text')}>
        <Go to="/" class="button primary">
          {t('notFound.home')}
        </Go>
      </Empty>
    </Page>
  );
}

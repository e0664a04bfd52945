import { type Account, api, ask } from '../client.ts';
import { DomainsField, NameField, TagIdField, TimeZoneField } from '../component/account-fields.tsx';
import { Page } from '../component/page.tsx';
import { FormProblem } from '../component/state.tsx';
import { toast } from '../component/toast.tsx';
import { useAction } from '../hook/use-action.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { linesOf, textOf, textOrNull } from '../lib/form.ts';
import { ownTimeZone } from '../lib/time-zones.ts';
import { accountPath, navigate } from '../router.ts';

/** Creates an account and leads to its codes. */
export function NewAccount({ first, onDone }: { first: boolean; onDone: (account: Account) => void }) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(event.currentTarget);
    const json = {
      name: textOf(data, 'name'),
      timeZone: textOf(data, 'timeZone'),
      domains: linesOf(data, 'domains'),
      tagId: textOrNull(data, 'tagId') ?? undefined,
    };
    run(async () => {
      const account = await ask(api.accounts.$post({ json }));
      onDone(account);
      toast(t('account.created', { name: account.name }));
      navigate(accountPath(account.id, 'tracking'));
    });
  };
  return (
    <Page title={t('account.new')} lead={first ? t('account.firstLead') : t('account.newLead')}>
      <form class="form-page panel" onSubmit={onSubmit}>
        <NameField value="" autofocus />
        <TimeZoneField value={ownTimeZone()} />
        <DomainsField value={[]} />
        <TagIdField />
        <FormProblem error={error} />
        <div class="form-actions">
          <button type="submit" class="button primary" disabled={busy}>
            {t('account.create')}
          </button>
        </div>
      </form>
    </Page>
  );
}

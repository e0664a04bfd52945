import type { Child } from 'hono/jsx/dom';
import { type Account, api, ask, ids } from '../client.ts';
import { DomainsField, NameField, TimeZoneField } from '../component/account-fields.tsx';
import { CopyButton } from '../component/copy-button.tsx';
import { AreaField, CheckField, RadioField, TextField } from '../component/field.tsx';
import { Page } from '../component/page.tsx';
import { FormProblem } from '../component/state.tsx';
import { toast } from '../component/toast.tsx';
import { useAction } from '../hook/use-action.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { changed } from '../lib/changed.ts';
import { linesOf, numberOrNull, textOf, textOrNull } from '../lib/form.ts';
import { SettingsApiKeys } from './settings-api-keys.tsx';
import { SettingsJobs } from './settings-jobs.tsx';

function Group({ title, text, children }: { title: string; text: string; children: Child }) {
  return (
    <section class="settings-group">
      <div>
        <h2>{title}</h2>
        <p class="hint">{text}</p>
      </div>
      <div class="settings-fields">{children}</div>
    </section>
  );
}

/** What an account is and how it measures. */
export function SettingsPage({
  account,
  onAccount,
}: {
  account: Account;
  onAccount: (account: Account) => void;
}) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(event.currentTarget);
    const consent: Account['consent'] = data.get('consent') === 'required' ? 'required' : 'assumed';
    const form = {
      name: textOf(data, 'name'),
      timeZone: textOf(data, 'timeZone'),
      domains: linesOf(data, 'domains'),
      cutParams: linesOf(data, 'cutParams'),
      consent,
      identityDeclared: data.get('identityDeclared') !== null,
      loginChannelId: textOrNull(data, 'loginChannelId'),
      keepDays: numberOrNull(data, 'keepDays'),
    };
    // Only what was changed here: another tab may have changed the rest since.
    const json = changed(account, form);
    run(async () => {
      onAccount(await ask(api.accounts[':account'].$patch({ param: ids(account.id), json })));
      toast(t('settings.saved'));
    });
  };
  return (
    <Page title={t('nav.settings')} of={account.name}>
      <form class="settings panel" onSubmit={onSubmit}>
        <Group title={t('settings.account')} text={t('settings.accountText')}>
          <NameField value={account.name} />
          <TimeZoneField value={account.timeZone} />
          <div class="field">
            <span class="field-label">{t('settings.tagId')}</span>
            <span class="copy-cell">
              <code class="id">{account.tagId}</code>
              <CopyButton small text={account.tagId} what={t('settings.tagId')} />
            </span>
            <p class="hint">{t('settings.tagIdHint')}</p>
          </div>
        </Group>
        <Group title={t('settings.sites')} text={t('settings.sitesText')}>
          <DomainsField value={account.domains} />
        </Group>
        <Group title={t('settings.cuts')} text={t('settings.cutsText')}>
          <AreaField
            label={t('settings.cutParams')}
            hint={t('settings.cutParamsHint')}
            name="cutParams"
            value={account.cutParams.join('\n')}
            placeholder="customer_no"
          />
        </Group>
        <Group title={t('settings.consent')} text={t('settings.consentText')}>
          <RadioField
            legend={t('settings.consentMode')}
            name="consent"
            value={account.consent}
            options={[
              { value: 'assumed', label: t('settings.assumed'), hint: t('settings.assumedHint') },
              { value: 'required', label: t('settings.required'), hint: t('settings.requiredHint') },
            ]}
          />
        </Group>
        <Group title={t('settings.retention')} text={t('settings.retentionText')}>
          <TextField
            label={t('settings.keepDays')}
            hint={t('settings.keepDaysHint')}
            name="keepDays"
            type="number"
            value={account.keepDays === null ? '' : String(account.keepDays)}
            min={31}
            max={3660}
            step={1}
            choices={['396', '760']}
          />
        </Group>
        <Group title={t('settings.identity')} text={t('settings.identityText')}>
          <TextField
            label={t('settings.channel')}
            hint={t('settings.channelHint')}
            name="loginChannelId"
            value={account.loginChannelId ?? ''}
            inputmode="numeric"
            pattern="\d{6,20}"
            maxlength={20}
            autocomplete="off"
          />
          <CheckField
            label={t('settings.declared')}
            hint={t('settings.declaredHint')}
            name="identityDeclared"
            checked={account.identityDeclared}
          />
        </Group>
        <div class="settings-foot">
          <FormProblem error={error} />
          <button type="submit" class="button primary" disabled={busy}>
            {t('dialog.save')}
          </button>
        </div>
      </form>
      <SettingsApiKeys account={account} />
      <SettingsJobs account={account} />
    </Page>
  );
}

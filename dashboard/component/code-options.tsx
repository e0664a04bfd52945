import type { InstallOptions } from '../../tag/snippet.ts';
import type { Account, Tracking } from '../client.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { CheckField, SelectField } from './field.tsx';

/** What the codes of an account may be told beside its tag id. */
export interface CodeChoice {
  spa: 'off' | 'history' | 'hash';
  link: boolean;
  pin: boolean;
}

/** Domains that a link may lead to; an address of numbers is none that a visitor is known on. */
export function linkDomainsOf({ domains }: Pick<Account, 'domains'>): string[] {
  return domains.filter((domain) => /^(?=.*[a-z])[a-z0-9._-]+$/.test(domain));
}

/** What was chosen, as the codes take it. */
export function installOptions(
  choice: CodeChoice,
  account: Pick<Account, 'domains' | 'cutParams' | 'consent'>,
  build: Tracking['build'],
): InstallOptions {
  return {
    consent: account.consent,
    cut: account.cutParams,
    spa: choice.spa === 'off' ? undefined : choice.spa,
    linkDomains: choice.link ? linkDomainsOf(account) : [],
    build: choice.pin ? build : null,
  };
}

function isSpa(value: string): value is CodeChoice['spa'] {
  return value === 'off' || value === 'history' || value === 'hash';
}

/** Fields for what the codes below are told; `build` is null where there is none to pin, or it cannot be. */
export function CodeOptions({
  choice,
  account,
  build,
  onChange,
}: {
  choice: CodeChoice;
  account: Account;
  build: Tracking['build'];
  onChange: (choice: CodeChoice) => void;
}) {
  const { t } = useI18n();
  const domains = linkDomainsOf(account);
  return (
    <div class="code-options">
      <SelectField
        label={t('option.spa')}
        hint={t('option.spaHint')}
        name="spa"
        value={choice.spa}
        options={[
          { value: 'off', label: t('option.spaOff') },
          { value: 'history', label: t('option.spaHistory') },
          { value: 'hash', label: t('option.spaHash') },
        ]}
        onChange={(spa) => (isSpa(spa) ? onChange({ ...choice, spa }) : undefined)}
      />
      {domains.length > 0 ? (
        <CheckField
          label={t('option.link')}
          hint={t('option.linkHint', { domains: domains.join(', ') })}
          name="link"
          checked={choice.link}
          onChange={(link) => onChange({ ...choice, link })}
        />
      ) : null}
      {build ? (
        <CheckField
          label={t('option.pin', { number: build.number })}
          hint={t('option.pinHint')}
          name="pin"
          checked={choice.pin}
          onChange={(pin) => onChange({ ...choice, pin })}
        />
      ) : null}
    </div>
  );
}

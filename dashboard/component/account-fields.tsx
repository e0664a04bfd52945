import { useI18n } from '../i18n/use-i18n.ts';
import { timeZoneGroups } from '../lib/time-zones.ts';
import { AreaField, SelectField, TextField } from './field.tsx';

/** The field for an account's name. */
export function NameField({ value, autofocus }: { value: string; autofocus?: boolean }) {
  const { t } = useI18n();
  return (
    <TextField
      label={t('account.name')}
      hint={t('account.nameHint')}
      name="name"
      value={value}
      required
      maxlength={120}
      {...(autofocus ? { autofocus } : {})}
    />
  );
}

/** The field for the time zone in which an account's days begin. */
export function TimeZoneField({ value }: { value: string }) {
  const { t } = useI18n();
  return (
    <SelectField
      label={t('account.timeZone')}
      hint={t('account.timeZoneHint')}
      name="timeZone"
      value={value}
      groups={timeZoneGroups(value).map(([region, zones]) => [
        region,
        zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
      ])}
    />
  );
}

/** The field for LINE's own tag id, by which a site that carries LINE's codes keeps them. */
export function TagIdField() {
  const { t } = useI18n();
  return (
    <TextField
      label={t('account.tagId')}
      hint={t('account.tagIdHint')}
      name="tagId"
      pattern="\s*[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\s*"
      placeholder="xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
      autocomplete="off"
    />
  );
}

/** The field for the sites that are measured, one a line. */
export function DomainsField({ value }: { value: readonly string[] }) {
  const { t } = useI18n();
  return (
    <AreaField
      label={t('account.domains')}
      hint={t('account.domainsHint')}
      name="domains"
      value={value.join('\n')}
      placeholder="shop.example.com"
    />
  );
}

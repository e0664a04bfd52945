import { useState } from 'hono/jsx/dom';
import { type Account, api, ask, type Conversion, ids } from '../client.ts';
import { FormDialog } from '../component/dialog.tsx';
import { RadioField, SelectField, TextField } from '../component/field.tsx';
import { RuleFields, ruleIn } from '../component/rule.tsx';
import { toast } from '../component/toast.tsx';
import { useAction } from '../hook/use-action.ts';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { currencyGroups, ownCurrency } from '../lib/currencies.ts';
import { numberOrNull, textOf } from '../lib/form.ts';

interface Props {
  account: Account;
  onClose: () => void;
  onDone: () => void;
}

type ValueFrom = Conversion['value']['from'];

/** Creates a custom conversion. */
export function NewConversion({ account, onClose, onDone }: Props) {
  const { t, language } = useI18n();
  const { busy, error, run } = useAction();
  const [from, setFrom] = useState<ValueFrom>('hit');
  const events = useLoad('events', () =>
    ask(api.accounts[':account'].events.$get({ param: ids(account.id) })),
  );
  const onSubmit = (data: FormData) => {
    const rule = ruleIn(data);
    if (!rule) return;
    const value =
      from === 'fixed'
        ? { from, amount: numberOrNull(data, 'amount') ?? 0, currency: textOf(data, 'currency') }
        : { from };
    const json = { name: textOf(data, 'name'), rule, value };
    run(async () => {
      await ask(api.accounts[':account'].conversions.$post({ param: ids(account.id), json }));
      toast(t('conversions.created', { name: json.name }));
      onDone();
      onClose();
    });
  };
  return (
    <FormDialog
      title={t('conversions.new')}
      submit={t('conversions.create')}
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <p class="hint">{t('conversions.newLead')}</p>
      <TextField
        label={t('conversions.name')}
        name="name"
        required
        maxlength={120}
        autocomplete="off"
        autofocus
      />
      <RuleFields legend={t('conversions.rule')} events={events.data ?? []} />
      <RadioField
        legend={t('conversions.value')}
        name="from"
        value={from}
        options={[
          { value: 'hit', label: t('conversions.valueHit'), hint: t('conversions.valueHitHint') },
          { value: 'fixed', label: t('conversions.valueFixed'), hint: t('conversions.valueFixedHint') },
          { value: 'none', label: t('conversions.valueNone'), hint: t('conversions.valueNoneHint') },
        ]}
        onChange={setFrom}
      />
      {from === 'fixed' ? (
        <div class="field-row">
          <TextField
            label={t('conversions.amount')}
            name="amount"
            type="number"
            min={0}
            step="any"
            inputmode="decimal"
            required
          />
          <SelectField
            label={t('conversions.currency')}
            name="currency"
            value={ownCurrency(account.timeZone)}
            options={currencyGroups(language)}
          />
        </div>
      ) : null}
    </FormDialog>
  );
}

/** Renames a custom conversion. Its rule stays: another rule would be another conversion. */
export function RenameConversion({
  account,
  conversion,
  onClose,
  onDone,
}: Props & { conversion: Conversion }) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const onSubmit = (data: FormData) => {
    const json = { name: textOf(data, 'name') };
    run(async () => {
      const { conversions } = api.accounts[':account'];
      await ask(conversions[':id'].$patch({ param: ids(account.id, conversion.id), json }));
      toast(t('dialog.saved'));
      onDone();
      onClose();
    });
  };
  return (
    <FormDialog
      title={t('conversions.rename')}
      size="small"
      submit={t('dialog.save')}
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <TextField
        label={t('conversions.name')}
        name="name"
        value={conversion.name}
        required
        maxlength={120}
        autocomplete="off"
        autofocus
      />
    </FormDialog>
  );
}

import { type Account, api, ask, type Broadcast, ids } from '../client.ts';
import { FormDialog } from '../component/dialog.tsx';
import { CheckField, SelectField, TextField } from '../component/field.tsx';
import { LINE_FIGURES } from '../component/line-figure.tsx';
import { Problem, Skeleton } from '../component/state.tsx';
import { toast } from '../component/toast.tsx';
import { useAction } from '../hook/use-action.ts';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { numberOrNull, numbersOf, textOf, textOrNull } from '../lib/form.ts';
import { now } from '../lib/now.ts';
import { instantOf, wallTime } from '../lib/zoned-time.ts';

/** Kinds of sending, in the order of the choice. */
const KINDS = [
  'broadcast',
  'narrowcast',
  'multicast',
  'push',
  'step',
  'notification_message',
] as const satisfies readonly Broadcast['kind'][];

interface Props {
  account: Account;
  /** Null makes a new one. */
  broadcast: Pick<
    Broadcast,
    'id' | 'name' | 'kind' | 'sentAt' | 'requestId' | 'aggregationUnit' | 'line' | 'conversionIds'
  > | null;
  onClose: () => void;
  onDone: (broadcast: Broadcast) => void;
}

function inputOf(data: FormData, account: Account) {
  const kind = KINDS.find((name) => name === data.get('kind')) ?? 'broadcast';
  return {
    name: textOf(data, 'name'),
    kind,
    sentAt: instantOf(textOf(data, 'sentAt'), account.timeZone) ?? now(),
    requestId: textOrNull(data, 'requestId'),
    aggregationUnit: textOrNull(data, 'aggregationUnit'),
    conversionIds: numbersOf(data, 'conversion'),
    linkIds: numbersOf(data, 'link'),
    line: {
      delivered: numberOrNull(data, 'delivered'),
      opened: numberOrNull(data, 'opened'),
      clicked: numberOrNull(data, 'clicked'),
      played: numberOrNull(data, 'played'),
    },
  };
}

/** Keeps the record of a sending, and what LINE says of it. */
export function BroadcastDialog({ account, broadcast, onClose, onDone }: Props) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const param = ids(account.id);
  const choices = useLoad('choices', async () => {
    const [links, conversions] = await Promise.all([
      ask(api.accounts[':account'].links.$get({ param })),
      ask(api.accounts[':account'].conversions.$get({ param })),
    ]);
    return { links, conversions };
  });
  const onSubmit = (data: FormData) => {
    const json = inputOf(data, account);
    const { broadcasts } = api.accounts[':account'];
    run(async () => {
      const kept = broadcast
        ? await ask(broadcasts[':id'].$patch({ param: ids(account.id, broadcast.id), json }))
        : await ask(broadcasts.$post({ param, json }));
      toast(broadcast ? t('dialog.saved') : t('broadcasts.created', { name: kept.name }));
      onClose();
      onDone(kept);
    });
  };
  const title = broadcast ? t('broadcasts.edit') : t('broadcasts.new');
  return (
    <FormDialog
      title={title}
      size="wide"
      submit={broadcast ? t('dialog.save') : t('broadcasts.create')}
      busy={busy || choices.data === null}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {choices.error ? (
        <Problem error={choices.error} retry={choices.retry} />
      ) : choices.data === null ? (
        <Skeleton rows={10} />
      ) : (
        <>
          <SendingFields account={account} broadcast={broadcast} />
          <fieldset>
            <legend>{t('broadcasts.links')}</legend>
            <p class="hint">{t('broadcasts.linksHint')}</p>
            {choices.data.links.length === 0 ? <p class="quiet">{t('broadcasts.noLinks')}</p> : null}
            <div class="checks">
              {choices.data.links.map((link) => {
                const elsewhere = link.broadcastId !== null && link.broadcastId !== broadcast?.id;
                return (
                  <CheckField
                    key={link.id}
                    label={link.name}
                    hint={elsewhere ? t('broadcasts.linkElsewhere') : link.destination}
                    name="link"
                    value={String(link.id)}
                    checked={broadcast !== null && link.broadcastId === broadcast.id}
                  />
                );
              })}
            </div>
          </fieldset>
          <fieldset>
            <legend>{t('broadcasts.conversions')}</legend>
            <p class="hint">{t('broadcasts.conversionsHint')}</p>
            <div class="checks">
              {choices.data.conversions
                .filter((item) => item.archivedAt === null || broadcast?.conversionIds.includes(item.id))
                .map((item, place) => (
                  <CheckField
                    key={item.id}
                    label={item.name}
                    hint={item.archivedAt === null ? undefined : t('conversions.archived')}
                    name="conversion"
                    value={String(item.id)}
                    // A new record carries the oldest: with none nothing counts, with several a sale counts twice.
                    checked={broadcast ? broadcast.conversionIds.includes(item.id) : place === 0}
                  />
                ))}
            </div>
          </fieldset>
          <fieldset class="line-fields">
            <legend>{t('broadcasts.line')}</legend>
            <p class="hint">{t('broadcasts.lineHint')}</p>
            <div class="field-row four">
              {LINE_FIGURES.map((name) => (
                <TextField
                  key={name}
                  label={t(`line.${name}`)}
                  name={name}
                  type="number"
                  min={0}
                  max={1_000_000_000}
                  step={1}
                  inputmode="numeric"
                  value={String(broadcast?.line[name] ?? '')}
                  placeholder={t('line.unknownShort')}
                />
              ))}
            </div>
          </fieldset>
        </>
      )}
    </FormDialog>
  );
}

function SendingFields({ account, broadcast }: Pick<Props, 'account' | 'broadcast'>) {
  const { t } = useI18n();
  return (
    <>
      <TextField
        label={t('broadcasts.name')}
        hint={t('broadcasts.nameHint')}
        name="name"
        value={broadcast?.name ?? ''}
        required
        maxlength={120}
        autocomplete="off"
        autofocus
      />
      <div class="field-row">
        <SelectField
          label={t('broadcasts.kind')}
          name="kind"
          value={broadcast?.kind ?? 'broadcast'}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <TextField
          label={t('broadcasts.sentAt')}
          hint={t('broadcasts.sentAtHint', { zone: account.timeZone })}
          name="sentAt"
          type="datetime-local"
          value={wallTime(broadcast?.sentAt ?? now(), account.timeZone)}
          required
        />
      </div>
      <div class="field-row">
        <TextField
          label={t('broadcasts.requestId')}
          hint={t('broadcasts.requestIdHint')}
          name="requestId"
          value={broadcast?.requestId ?? ''}
          maxlength={100}
          autocomplete="off"
        />
        <TextField
          label={t('broadcasts.unit')}
          hint={t('broadcasts.unitHint')}
          name="aggregationUnit"
          value={broadcast?.aggregationUnit ?? ''}
          maxlength={30}
          pattern="[A-Za-z0-9_]+"
          autocomplete="off"
        />
      </div>
    </>
  );
}

import { type Account, api, ask, type Broadcast, ids, type Link } from '../client.ts';
import { FormDialog } from '../component/dialog.tsx';
import { SelectField, TextField } from '../component/field.tsx';
import { toast } from '../component/toast.tsx';
import { useAction } from '../hook/use-action.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { numberOrNull, textOf } from '../lib/form.ts';
import { asciiAddress } from '../lib/web-address.ts';

interface Props {
  account: Account;
  /** Null makes a new one. */
  link: Link | null;
  broadcasts: readonly Broadcast[];
  onClose: () => void;
  onDone: () => void;
}

/** Creates a tracked link, renames one, or puts it into a broadcast. Where a link leads never changes. */
export function LinkDialog({ account, link, broadcasts, onClose, onDone }: Props) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const onSubmit = (data: FormData) => {
    const name = textOf(data, 'name');
    const broadcastId = numberOrNull(data, 'broadcastId');
    run(async () => {
      const { links } = api.accounts[':account'];
      if (link) {
        await ask(links[':id'].$patch({ param: ids(account.id, link.id), json: { name, broadcastId } }));
        toast(t('dialog.saved'));
      } else {
        const destination = asciiAddress(textOf(data, 'destination'));
        await ask(links.$post({ param: ids(account.id), json: { name, destination, broadcastId } }));
        toast(t('links.created'));
      }
      onDone();
      onClose();
    });
  };
  return (
    <FormDialog
      title={link ? t('links.edit') : t('links.new')}
      submit={link ? t('dialog.save') : t('links.create')}
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <TextField
        label={t('links.name')}
        hint={t('links.nameHint')}
        name="name"
        value={link?.name ?? ''}
        required
        maxlength={120}
        autocomplete="off"
        autofocus
      />
      {link ? null : (
        <TextField
          label={t('links.destination')}
          hint={t('links.destinationHint')}
          name="destination"
          type="url"
          required
          maxlength={2000}
          autocomplete="off"
          placeholder="https://shop.example.com/sale"
        />
      )}
      <SelectField
        label={t('links.broadcast')}
        hint={t('links.broadcastHint')}
        name="broadcastId"
        value={String(link?.broadcastId ?? '')}
        options={[
          { value: '', label: t('links.noBroadcast') },
          ...broadcasts.map((broadcast) => ({ value: String(broadcast.id), label: broadcast.name })),
        ]}
      />
    </FormDialog>
  );
}

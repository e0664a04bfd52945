import { useState } from 'hono/jsx/dom';
import { type Account, type AudienceSize, api, ask, ids, type Rule } from '../client.ts';
import { FormDialog } from '../component/dialog.tsx';
import { TextField } from '../component/field.tsx';
import { Help } from '../component/help.tsx';
import { RuleFields, ruleIn } from '../component/rule.tsx';
import { SizeMark } from '../component/size-mark.tsx';
import { toast } from '../component/toast.tsx';
import { useAction } from '../hook/use-action.ts';
import { useEffect } from '../hook/use-effect.ts';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { numberOrNull, textOf } from '../lib/form.ts';

/** While somebody types, the size is not asked for. */
const PAUSE = 300;
const MAX_DAYS = 180;

interface Choice {
  rule: Rule;
  days: number;
}

function choiceIn(data: FormData): Choice | null {
  const rule = ruleIn(data);
  const days = numberOrNull(data, 'days');
  return rule && days !== null && Number.isInteger(days) && days >= 1 && days <= MAX_DAYS
    ? { rule, days }
    : null;
}

/** The size of an audience that is being put together; null while nothing whole was chosen, or it is on its way. */
function useSize(account: Account, choice: Choice | null): { size: AudienceSize | null; failed: boolean } {
  const [state, setState] = useState<{ size: AudienceSize | null; failed: boolean }>({
    size: null,
    failed: false,
  });
  const key = JSON.stringify(choice);
  useEffect(() => {
    if (!choice) {
      setState({ size: null, failed: false });
      return;
    }
    let ended = false;
    const timer = setTimeout(() => {
      ask(api.accounts[':account'].audiences.preview.$post({ param: ids(account.id), json: choice })).then(
        (size) => ended || setState({ size, failed: false }),
        () => ended || setState({ size: null, failed: true }),
      );
    }, PAUSE);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [key]);
  return state;
}

function Preview({ size, failed }: { size: AudienceSize | null; failed: boolean }) {
  const { t, format } = useI18n();
  const show = (value: number | undefined) => (value === undefined ? '–' : format.number(value));
  return (
    <div class="preview" aria-live="polite">
      <dl class="facts">
        <div>
          <dt>
            {t('audiences.people')} <Help about={t('audiences.people')} text={t('audiences.peopleHelp')} />
          </dt>
          <dd class="preview-figure">{show(size?.people)}</dd>
        </div>
        <div>
          <dt>
            {t('audiences.users')} <Help about={t('audiences.users')} text={t('audiences.usersHelp')} />
          </dt>
          <dd class="preview-figure">{show(size?.users)}</dd>
        </div>
      </dl>
      <p class="hint">
        {failed ? (
          t('audiences.previewFailed')
        ) : size === null ? (
          t('audiences.previewWaits')
        ) : size.small ? (
          <>
            <SizeMark size={size} /> {t('audiences.smallText')}
          </>
        ) : (
          t('audiences.previewLarge')
        )}
      </p>
    </div>
  );
}

interface Props {
  account: Account;
  onClose: () => void;
  onDone: () => void;
}

/** Creates an audience, with its size in sight while the rule is being chosen. */
export function AudienceDialog({ account, onClose, onDone }: Props) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const [choice, setChoice] = useState<Choice | null>(null);
  const preview = useSize(account, choice);
  const events = useLoad('events', () =>
    ask(api.accounts[':account'].events.$get({ param: ids(account.id) })),
  );
  const onSubmit = (data: FormData) => {
    const chosen = choiceIn(data);
    if (!chosen) return;
    const json = { name: textOf(data, 'name'), ...chosen };
    run(async () => {
      await ask(api.accounts[':account'].audiences.$post({ param: ids(account.id), json }));
      toast(t('audiences.createdToast', { name: json.name }));
      onDone();
      onClose();
    });
  };
  return (
    <FormDialog
      title={t('audiences.new')}
      submit={t('audiences.create')}
      busy={busy}
      error={error}
      onSubmit={onSubmit}
      onInput={(data) => setChoice(choiceIn(data))}
      onClose={onClose}
    >
      <TextField
        label={t('audiences.name')}
        name="name"
        required
        maxlength={120}
        autocomplete="off"
        autofocus
      />
      <RuleFields legend={t('audiences.rule')} events={events.data ?? []} />
      <TextField
        label={t('audiences.days')}
        hint={t('audiences.daysHint')}
        name="days"
        type="number"
        value="30"
        min={1}
        max={MAX_DAYS}
        step={1}
        inputmode="numeric"
        required
      />
      <Preview {...preview} />
    </FormDialog>
  );
}

import { api, ask, type Session } from '../client.ts';
import { TextField } from '../component/field.tsx';
import { FormProblem } from '../component/state.tsx';
import { useAction } from '../hook/use-action.ts';
import { useEffect } from '../hook/use-effect.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { textOf } from '../lib/form.ts';

/** Signs a member in; `ended` where a session was there and is over. */
export function SignIn({ onDone, ended }: { onDone: (session: Session) => void; ended: boolean }) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  useEffect(() => {
    document.title = `${t('signIn.title')} · Tagline`;
  }, [t]);
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(event.currentTarget);
    // A password is taken as it is: its spaces belong to it.
    const password = data.get('password');
    const json = { email: textOf(data, 'email'), password: typeof password === 'string' ? password : '' };
    run(async () => onDone(await ask(api['sign-in'].$post({ json }))));
  };
  return (
    <form class="gate-form" onSubmit={onSubmit}>
      <h1>{t('signIn.title')}</h1>
      {ended ? <p class="note">{t('problem.no_session')}</p> : null}
      <TextField
        label={t('signIn.email')}
        name="email"
        type="email"
        required
        autocomplete="username"
        autofocus
      />
      <TextField
        label={t('signIn.password')}
        name="password"
        type="password"
        required
        maxlength={128}
        autocomplete="current-password"
      />
      <FormProblem error={error} />
      <button type="submit" class="button primary large" disabled={busy}>
        {t('signIn.submit')}
      </button>
    </form>
  );
}

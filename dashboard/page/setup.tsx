import { useState } from 'hono/jsx/dom';
import { api, ask, type Session } from '../client.ts';
import { TextField } from '../component/field.tsx';
import { FormProblem } from '../component/state.tsx';
import { useAction } from '../hook/use-action.ts';
import { useEffect } from '../hook/use-effect.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { textOf } from '../lib/form.ts';
import { navigate } from '../router.ts';

/** Takes the one-time token out of the address, so that it stays in no history and no screen shot. */
function takeToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(null, '', location.pathname);
  return token;
}

/** Creates the owner, with the token that the server printed when it first started. */
export function SetUp({ onDone }: { onDone: (session: Session) => void }) {
  const { t } = useI18n();
  const { busy, error, run } = useAction();
  const [token, setToken] = useState<string | null>(takeToken);
  useEffect(() => {
    document.title = `${t('setup.title')} · Tagline`;
    // Whoever pastes the address into an open tab changes only its fragment.
    const onHash = () => setToken((old) => takeToken() ?? old);
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);

  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(event.currentTarget);
    const password = data.get('password');
    const json = {
      token: token ?? textOf(data, 'token'),
      email: textOf(data, 'email'),
      password: typeof password === 'string' ? password : '',
    };
    run(async () => {
      const session = await ask(api.setup.$post({ json }));
      navigate('/accounts/new', { replace: true });
      onDone(session);
    });
  };
  return (
    <form class="gate-form" onSubmit={onSubmit}>
      <h1>{t('setup.title')}</h1>
      <p class="lead">{t('setup.lead')}</p>
      {/* Keys, or the fields below would move up into the place of this one, with what was typed into them. */}
      {token === null ? (
        <TextField
          key="token"
          label={t('setup.token')}
          name="token"
          hint={t('setup.tokenHint')}
          required
          autocomplete="off"
        />
      ) : null}
      <TextField
        key="email"
        label={t('signIn.email')}
        name="email"
        type="email"
        required
        autocomplete="username"
        autofocus
      />
      <TextField
        key="password"
        label={t('signIn.password')}
        name="password"
        type="password"
        hint={t('setup.passwordHint')}
        required
        minlength={12}
        maxlength={128}
        autocomplete="new-password"
      />
      <FormProblem error={error} />
      <button type="submit" class="button primary large" disabled={busy}>
        {t('setup.submit')}
      </button>
    </form>
  );
}

import { ErrorBoundary, useMemo, useState } from 'hono/jsx/dom';
import { type Account, api, ask, onSignedOut, type Session, tell } from './client.ts';
import { Gate, Shell } from './component/shell.tsx';
import { Problem } from './component/state.tsx';
import { Toasts } from './component/toast.tsx';
import { useEffect } from './hook/use-effect.ts';
import { useLoad } from './hook/use-load.ts';
import { firstLanguage, type Language } from './i18n/language.ts';
import { createI18n, I18nContext } from './i18n/use-i18n.ts';
import { store, stored } from './lib/stored.ts';
import { AccountPages } from './page/account.tsx';
import { Broken } from './page/broken.tsx';
import { NewAccount } from './page/new-account.tsx';
import { NotFound } from './page/not-found.tsx';
import { SetUp } from './page/setup.tsx';
import { SignIn } from './page/sign-in.tsx';
import { accountPath, navigate, ownPath, parsePath, type Route, useLocation } from './router.ts';

/** Goes elsewhere as soon as it is drawn. */
function Redirect({ to }: { to: string }) {
  useEffect(() => {
    navigate(to, { replace: true });
  }, [to]);
  return <div class="blank" />;
}

/** The whole dashboard. */
export function App() {
  const [language, setLanguage] = useState<Language>(firstLanguage());
  const i18n = useMemo(() => createI18n(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (chosen: Language) => {
    store('language', chosen);
    setLanguage(chosen);
  };
  return (
    <I18nContext.Provider value={i18n}>
      <ErrorBoundary fallback={<Broken />}>
        <Signed onLanguage={choose} />
      </ErrorBoundary>
      <Toasts />
    </I18nContext.Provider>
  );
}

/** Asks who is there, and shows the pages they may see. */
function Signed({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { path, query } = useLocation();
  const route = parsePath(path);
  const asked = useLoad('session', () => ask(api.session.$get()));
  const [changed, setChanged] = useState<Session | null>(null);
  const session = changed ?? asked.data;
  useEffect(() => {
    onSignedOut(() => setChanged({ setUp: true, member: null }));
  }, []);

  if (!session) {
    return (
      <Gate onLanguage={onLanguage}>
        {asked.error ? <Problem error={asked.error} retry={asked.retry} /> : <div class="blank" />}
      </Gate>
    );
  }
  if (!session.setUp) {
    if (route.page !== 'setup') return <Redirect to="/setup" />;
    return (
      <Gate onLanguage={onLanguage}>
        <SetUp onDone={setChanged} />
      </Gate>
    );
  }
  if (!session.member) {
    const here = query.size > 0 ? `${path}?${query}` : path;
    const next = route.page === 'home' || route.page === 'setup' ? '' : `?next=${encodeURIComponent(here)}`;
    if (route.page !== 'sign-in') return <Redirect to={`/sign-in${next}`} />;
    return (
      <Gate onLanguage={onLanguage}>
        <SignIn onDone={setChanged} ended={query.has('next') && changed !== null} />
      </Gate>
    );
  }
  if (route.page === 'sign-in' || route.page === 'setup') {
    return <Redirect to={ownPath(query.get('next'))} />;
  }
  const signOut = () => {
    tell(api['sign-out'].$post()).then(
      () => setChanged({ setUp: true, member: null }),
      () => setChanged({ setUp: true, member: null }),
    );
  };
  return (
    <Inside
      key={session.member.email}
      route={route}
      email={session.member.email}
      onLanguage={onLanguage}
      onSignOut={signOut}
    />
  );
}

interface InsideProps {
  route: Route;
  email: string;
  onLanguage: (language: Language) => void;
  onSignOut: () => void;
}

/** The pages of a member, with the accounts they choose from. */
function Inside({ route, email, onLanguage, onSignOut }: InsideProps) {
  const asked = useLoad('accounts', () => ask(api.accounts.$get()));
  const [changed, setChanged] = useState<readonly Account[] | null>(null);
  const accounts = changed ?? asked.data;
  const wanted = 'account' in route ? route.account : Number(stored('account'));
  const named = accounts?.find((candidate) => candidate.id === wanted) ?? null;
  // Pages that name no account keep the menu of one.
  const account = named ?? ('account' in route ? null : (accounts?.[0] ?? null));
  useEffect(() => {
    if (account) store('account', String(account.id));
  }, [account?.id]);

  const put = (next: Account) => {
    const others = (accounts ?? []).filter((other) => other.id !== next.id);
    setChanged([...others, next].sort((a, b) => (a.name < b.name ? -1 : 1)));
  };
  const page = route.page === 'broadcast' ? 'broadcasts' : 'account' in route ? route.page : null;

  if (route.page === 'home' && accounts) {
    return <Redirect to={account ? accountPath(account.id, 'overview') : '/accounts/new'} />;
  }
  return (
    <Shell
      accounts={accounts ?? []}
      account={account}
      page={page}
      email={email}
      onLanguage={onLanguage}
      onSignOut={onSignOut}
    >
      {!accounts ? (
        asked.error ? (
          <Problem error={asked.error} retry={asked.retry} />
        ) : (
          <div class="blank" />
        )
      ) : route.page === 'new-account' ? (
        <NewAccount first={accounts.length === 0} onDone={put} />
      ) : 'account' in route && account ? (
        <AccountPages key={account.id} route={route} account={account} onAccount={put} />
      ) : (
        <NotFound />
      )}
    </Shell>
  );
}

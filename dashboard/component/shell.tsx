import { type Child, useId, useRef, useState } from 'hono/jsx/dom';
import type { Account } from '../client.ts';
import { useEffect } from '../hook/use-effect.ts';
import type { Language } from '../i18n/language.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { ACCOUNT_PAGES, type AccountPage, accountPath } from '../router.ts';
import { Brand } from './brand.tsx';
import { Dialog } from './dialog.tsx';
import { Go } from './go.tsx';
import { Icon } from './icon.tsx';
import { Preferences } from './preferences.tsx';

interface Props {
  accounts: readonly Account[];
  account: Account | null;
  page: AccountPage | null;
  email: string;
  onLanguage: (language: Language) => void;
  onSignOut: () => void;
  children: Child;
}

/** The account at hand; the others are a click away. */
function AccountSwitch({
  accounts,
  account,
  page,
  onGo,
}: Pick<Props, 'accounts' | 'account' | 'page'> & { onGo: () => void }) {
  const { t } = useI18n();
  const id = useId();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const { target } = event;
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      if (event.type === 'pointerdown' && target instanceof Node && box.current?.contains(target)) return;
      setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  const gone = () => {
    setOpen(false);
    onGo();
  };
  return (
    <div class="accounts" ref={box}>
      <button
        type="button"
        class="accounts-button"
        aria-expanded={open ? 'true' : 'false'}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span class="accounts-name">
          <small>{t('shell.account')}</small>
          <span>{account?.name ?? t('shell.noAccount')}</span>
        </span>
        <Icon name="sort" />
      </button>
      <ul id={id} class="accounts-list" hidden={!open}>
        {accounts.map((other) => (
          <li key={other.id}>
            <Go to={accountPath(other.id, page ?? 'overview')} current={other.id === account?.id} onGo={gone}>
              <span>{other.name}</span>
              {other.silentSince === null ? null : (
                <span class="accounts-silent">
                  <Icon name="warning" />
                  <span class="hidden-text">{t('silence.title')}</span>
                </span>
              )}
              {other.id === account?.id ? <Icon name="check" /> : null}
            </Go>
          </li>
        ))}
        <li class="accounts-new">
          <Go to="/accounts/new" onGo={gone}>
            <Icon name="plus" />
            <span>{t('shell.newAccount')}</span>
          </Go>
        </li>
      </ul>
    </div>
  );
}

function Menu(props: Props & { onGo: () => void }) {
  const { t } = useI18n();
  const { account, page, email, onLanguage, onSignOut, onGo } = props;
  return (
    <>
      <AccountSwitch accounts={props.accounts} account={account} page={page} onGo={onGo} />
      {account ? (
        <nav class="nav" aria-label={t('shell.nav')}>
          {ACCOUNT_PAGES.map((name) => (
            <Go key={name} to={accountPath(account.id, name)} current={name === page} onGo={onGo}>
              <Icon name={name} />
              <span>{t(`nav.${name}`)}</span>
            </Go>
          ))}
        </nav>
      ) : (
        <div class="nav" />
      )}
      <div class="menu-foot">
        <Preferences onLanguage={onLanguage} />
        <div class="member">
          <span class="member-email" title={email}>
            {email}
          </span>
          <button
            type="button"
            class="icon-button"
            aria-label={t('shell.signOut')}
            title={t('shell.signOut')}
            onClick={onSignOut}
          >
            <Icon name="signOut" />
          </button>
        </div>
      </div>
    </>
  );
}

/** What stands around every page of a member: a side bar, or a top bar with a menu on a narrow screen. */
export function Shell(props: Props) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header class="top-bar">
        <Brand />
        <span class="top-account">{props.account?.name}</span>
        <button
          type="button"
          class="icon-button"
          aria-label={t('shell.menu')}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          <Icon name="menu" />
        </button>
      </header>
      {open ? (
        <Dialog title={t('shell.menu')} size="drawer" onClose={() => setOpen(false)}>
          <div class="side-bar in-drawer">
            <Menu {...props} onGo={() => setOpen(false)} />
          </div>
        </Dialog>
      ) : null}
      <header class="side-bar">
        <Go to="/" class="home">
          <Brand />
        </Go>
        <Menu {...props} onGo={() => {}} />
      </header>
      <main id="main" class="main" tabindex={-1}>
        {props.children}
      </main>
    </div>
  );
}

/** What stands around the pages before signing in. */
export function Gate({
  onLanguage,
  children,
}: {
  onLanguage: (language: Language) => void;
  children: Child;
}) {
  return (
    <div class="gate">
      <main class="gate-card">
        <Brand />
        {children}
      </main>
      <footer>
        <Preferences onLanguage={onLanguage} />
      </footer>
    </div>
  );
}

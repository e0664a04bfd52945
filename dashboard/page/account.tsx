import { ErrorBoundary } from 'hono/jsx/dom';
import type { Account } from '../client.ts';
import type { Route } from '../router.ts';
import { AudiencesPage } from './audiences.tsx';
import { BroadcastPage } from './broadcast.tsx';
import { BroadcastsPage } from './broadcasts.tsx';
import { Broken } from './broken.tsx';
import { ConversionsPage } from './conversions.tsx';
import { HealthPage } from './health.tsx';
import { LinksPage } from './links.tsx';
import { LivePage } from './live.tsx';
import { OverviewPage } from './overview.tsx';
import { SettingsPage } from './settings.tsx';
import { TrackingPage } from './tracking.tsx';

interface Props {
  route: Extract<Route, { account: number }>;
  account: Account;
  onAccount: (account: Account) => void;
}

function pageOf({ route, account, onAccount }: Props) {
  switch (route.page) {
    case 'overview':
      return <OverviewPage account={account} />;
    case 'tracking':
      return <TrackingPage account={account} />;
    case 'live':
      return <LivePage account={account} />;
    case 'links':
      return <LinksPage account={account} />;
    case 'conversions':
      return <ConversionsPage account={account} />;
    case 'broadcasts':
      return <BroadcastsPage account={account} />;
    case 'broadcast':
      return <BroadcastPage key={route.id} account={account} id={route.id} />;
    case 'audiences':
      return <AudiencesPage account={account} />;
    case 'health':
      return <HealthPage account={account} />;
    case 'settings':
      return <SettingsPage account={account} onAccount={onAccount} />;
  }
}

/** The page of an account that the address names. A page that breaks leaves the menu in place. */
export function AccountPages(props: Props) {
  return (
    <ErrorBoundary key={props.route.page} fallback={<Broken />}>
      {pageOf(props)}
    </ErrorBoundary>
  );
}

import { useState } from 'hono/jsx/dom';
import { type Account, api, ask, ids, type TestMode } from '../client.ts';
import { CopyButton } from '../component/copy-button.tsx';
import { TextField } from '../component/field.tsx';
import { Section } from '../component/page.tsx';
import { QrCode } from '../component/qr-code.tsx';
import { FormProblem } from '../component/state.tsx';
import { useAction } from '../hook/use-action.ts';
import { useCountdown } from '../hook/use-countdown.ts';
import { useLoad } from '../hook/use-load.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { asciiAddress } from '../lib/web-address.ts';

/** The QR code of a test, with the time that is left to open it. */
function Running({ test, busy, onRenew }: { test: TestMode; busy: boolean; onRenew: () => void }) {
  const { t } = useI18n();
  const left = useCountdown(test.lasts, test.url);
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <div class="live-test">
      {left > 0 ? (
        <QrCode text={test.url} label={t('live.testQr')} />
      ) : (
        <div class="qr live-test-over">{t('live.testOver')}</div>
      )}
      <div class="live-test-text">
        <p>{t('live.testScan')}</p>
        <p class="live-test-time">
          {left > 0 ? t('live.testLeft', { time }) : <strong>{t('live.testOver')}</strong>}
        </p>
        {left > 0 ? <p class="address">{test.url}</p> : null}
        <div class="live-test-actions">
          {left > 0 ? <CopyButton text={test.url} what={t('live.testAddress')} /> : null}
          <button type="button" class="button" disabled={busy} onClick={onRenew}>
            {t('live.testRenew')}
          </button>
        </div>
      </div>
    </div>
  );
}

/** Test mode: a QR code that keeps one browser's hits out of reports, and shows them here. */
export function LiveTest({ account }: { account: Account }) {
  const { t } = useI18n();
  const [domain] = account.domains;
  const [typed, setTyped] = useState<string | null>(null);
  // Where the tag was heard last, else the first site that is listed, as where a page is checked.
  const { data } = useLoad(`${account.id}`, () =>
    ask(api.accounts[':account']['test-mode'].$get({ param: ids(account.id) })),
  );
  const url = typed ?? data?.lastUrl ?? (domain === undefined ? '' : `https://${domain}/`);
  const [test, setTest] = useState<TestMode | null>(null);
  const { busy, error, run } = useAction();
  const start = () =>
    run(async () => {
      const path = api.accounts[':account']['test-mode'];
      setTest(await ask(path.$post({ param: ids(account.id), json: { url: asciiAddress(url) } })));
    });
  const onSubmit = (event: Event) => {
    event.preventDefault();
    start();
  };
  return (
    <Section title={t('live.testTitle')} lead={t('live.testLead')} class="panel">
      <form class="line-form" onSubmit={onSubmit}>
        <TextField
          label={t('live.testUrl')}
          name="url"
          value={url}
          required
          inputmode="url"
          autocomplete="off"
          placeholder="https://"
          onInput={setTyped}
          // What is still on its way must not land in what somebody writes.
          onFocus={() => setTyped(url)}
        />
        <button type="submit" class="button primary" disabled={busy}>
          {t('live.testStart')}
        </button>
      </form>
      <FormProblem error={error} />
      {test ? <Running test={test} busy={busy} onRenew={start} /> : null}
    </Section>
  );
}

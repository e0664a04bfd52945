import { useState } from 'hono/jsx/dom';
import { type Account, api, ask, ids, type PageReport, type Tracking } from '../client.ts';
import { Address } from '../component/address.tsx';
import { Code } from '../component/code.tsx';
import { TextField } from '../component/field.tsx';
import { FindingItem } from '../component/finding-item.tsx';
import { Icon } from '../component/icon.tsx';
import { Section } from '../component/page.tsx';
import { FormProblem, Skeleton } from '../component/state.tsx';
import { useAction } from '../hook/use-action.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { isolated } from '../lib/isolated.ts';
import { asciiAddress } from '../lib/web-address.ts';

type Told = Pick<Tracking, 'base' | 'origin' | 'tagId'>;

function Fact({ name, texts }: { name: string; texts: readonly string[] }) {
  const { t } = useI18n();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {texts.length > 0 ? texts.map(isolated).join(', ') : <span class="quiet">{t('doctor.nothing')}</span>}
      </dd>
    </div>
  );
}

/** What runs on a page. */
function Seen({ report }: { report: PageReport }) {
  const { t } = useI18n();
  const { seen, url, hops } = report;
  const codes = [
    ...(seen.pageView ? [t('doctor.pageView')] : []),
    ...seen.events,
    ...(seen.image ? [t('code.image')] : []),
  ];
  return (
    <dl class="facts doctor-facts">
      <div class="wide">
        <dt>{t('doctor.page')}</dt>
        <dd>
          <Address text={url} />
        </dd>
      </div>
      {hops.length > 1 ? (
        <div class="wide">
          <dt>{t('doctor.way')}</dt>
          <dd>
            <ol class="doctor-way">
              {hops.map((hop) => (
                <li key={hop.url}>
                  {hop.status} {hop.url}
                </li>
              ))}
            </ol>
          </dd>
        </div>
      ) : null}
      <Fact name={t('doctor.codes')} texts={codes} />
      {seen.eventsAtTimes.length > 0 ? (
        <Fact name={t('doctor.codesAtTimes')} texts={seen.eventsAtTimes} />
      ) : null}
      <Fact name={t('doctor.tagIds')} texts={seen.tagIds} />
      <Fact name={t('doctor.scripts')} texts={seen.scripts} />
      <Fact name={t('doctor.containers')} texts={seen.containers} />
    </dl>
  );
}

/** Checks a page that the member names: what runs on it, what is wrong, and how to mend it. */
export function TrackingDoctor({ account, told }: { account: Account; told: Told }) {
  const { t } = useI18n();
  const [domain] = account.domains;
  // Where the code was last seen, else the first site that is listed.
  const [url, setUrl] = useState(told.base.lastUrl ?? (domain === undefined ? '' : `https://${domain}/`));
  const [report, setReport] = useState<PageReport | null>(null);
  const { busy, error, run } = useAction();
  const onSubmit = (event: Event) => {
    event.preventDefault();
    setReport(null);
    run(async () => {
      const { doctor } = api.accounts[':account'];
      setReport(await ask(doctor.$post({ param: ids(account.id), json: { url: asciiAddress(url) } })));
    });
  };
  const toMend = report?.findings.some(({ weight }) => weight !== 'note') ?? false;
  return (
    <Section title={t('doctor.title')} lead={t('doctor.lead')} class="panel">
      <form class="line-form" onSubmit={onSubmit}>
        <TextField
          label={t('doctor.address')}
          name="url"
          value={url}
          required
          inputmode="url"
          autocomplete="off"
          placeholder="https://"
          onInput={setUrl}
        />
        <button type="submit" class="button primary" disabled={busy}>
          {t('doctor.check')}
        </button>
      </form>
      <FormProblem error={error} />
      <div aria-live="polite">
        {busy ? (
          <div class="doctor-busy">
            <p class="quiet">{t('doctor.busy')}</p>
            <Skeleton rows={3} />
          </div>
        ) : null}
        {report === null ? null : (
          <>
            {toMend ? (
              <h3 class="doctor-head">{t('doctor.toFix')}</h3>
            ) : (
              <p class="doctor-fine">
                <Icon name="check" />
                <span>
                  <strong>{t('doctor.fine')}</strong> {t('doctor.fineText')}
                </span>
              </p>
            )}
            {report.findings.length === 0 ? null : (
              <ul class="findings">
                {report.findings.map((found) => (
                  <FindingItem key={found.finding} found={found} told={told} account={account}>
                    {found.lines.map((line) => (
                      <Code key={line} text={line} what={t('doctor.line')} />
                    ))}
                  </FindingItem>
                ))}
              </ul>
            )}
            <h3 class="doctor-head">{t('doctor.seen')}</h3>
            <Seen report={report} />
          </>
        )}
      </div>
    </Section>
  );
}

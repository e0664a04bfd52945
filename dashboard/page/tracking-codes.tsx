import { useState } from 'hono/jsx/dom';
import {
  baseCode,
  conversionCode,
  customEventCode,
  imageCode,
  moduleCode,
  scriptCode,
  shadowCode,
} from '../../tag/snippet.ts';
import type { Account, Tracking } from '../client.ts';
import { Code } from '../component/code.tsx';
import { type CodeChoice, CodeOptions, installOptions } from '../component/code-options.tsx';
import { CodePart } from '../component/code-part.tsx';
import { TextField } from '../component/field.tsx';
import { Section } from '../component/page.tsx';
import { Tabs } from '../component/tabs.tsx';
import { useI18n } from '../i18n/use-i18n.ts';

/** LINE's own grammar for the names of custom events. */
const NAME = /^[A-Za-z0-9_-]{1,20}$/;
/** The ways to install, in the order of the tabs. */
const WAYS = ['base', 'line', 'npm', 'gtm', 'shadow'] as const;

type Told = Pick<Tracking, 'origin' | 'tagId' | 'build'>;

/** The code of a name that is typed. */
function CustomPart({ tagId }: { tagId: string }) {
  const { t } = useI18n();
  const [name, setName] = useState('');
  const named = NAME.test(name) ? name : undefined;
  return (
    <CodePart title={t('code.custom')} folded>
      <p>{t('code.customWhere')}</p>
      <TextField
        label={t('code.customName')}
        hint={name !== '' && !named ? t('code.customNameWrong') : t('code.customNameHint')}
        name="event"
        value={name}
        maxlength={20}
        placeholder="CustomEvent"
        autocomplete="off"
        onInput={setName}
      />
      <Code text={customEventCode(named ? { tagId, name: named } : { tagId })} what={t('code.custom')} />
    </CodePart>
  );
}

/** What a page needs beside its first code. */
function EventParts({ origin, tagId, where }: Told & { where: string }) {
  const { t } = useI18n();
  return (
    <>
      <CodePart title={t('code.conversion')} step={2}>
        <p>{where}</p>
        <Code text={conversionCode({ tagId })} what={t('code.conversion')} />
      </CodePart>
      <CustomPart tagId={tagId} />
      <CodePart title={t('code.image')} folded>
        <p>{t('code.imageWhere')}</p>
        <Code text={imageCode({ origin, tagId })} what={t('code.image')} />
      </CodePart>
    </>
  );
}

/** What a tag manager is given. */
function ManagerParts({ told, base }: { told: Told; base: string }) {
  const { t } = useI18n();
  return (
    <>
      <CodePart title={t('code.gtmTemplate')}>
        <p>{t('code.gtmTemplateWhere')}</p>
        <Code text={told.origin} what={t('code.collector')} />
        <Code text={told.tagId} what={t('settings.tagId')} />
      </CodePart>
      <CodePart title={t('code.gtmHtml')} step={1}>
        <p>{t('code.gtmBaseWhere')}</p>
        <Code text={base} what={t('code.base')} />
      </CodePart>
      <EventParts {...told} where={t('code.gtmConversionWhere')} />
    </>
  );
}

/** The codes to copy, by the way to install them, each with the place where it goes. */
export function TrackingCodes({ tracking, account }: { tracking: Told; account: Account }) {
  const { t } = useI18n();
  const [way, setWay] = useState<(typeof WAYS)[number]>('base');
  const [choice, setChoice] = useState<CodeChoice>({ spa: 'off', link: false, pin: false });
  const { origin, tagId } = tracking;
  const asked = { origin, tagId, ...installOptions(choice, account, tracking.build) };
  const consent = account.consent === 'required' ? <p>{t('code.consentRequired')}</p> : null;
  return (
    <Section title={t('tracking.codes')} lead={t('tracking.codesLead')} class="panel">
      <div class="codes">
        <Tabs
          label={t('way.label')}
          value={way}
          options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
          onChange={setWay}
        >
          {way === 'shadow' ? null : (
            <CodeOptions
              choice={choice}
              account={account}
              build={way === 'npm' ? null : tracking.build}
              onChange={setChoice}
            />
          )}
          {way === 'base' || way === 'line' ? (
            <>
              <CodePart title={t(`way.${way}`)} step={1}>
                <p>{t(`code.${way}Where`)}</p>
                {consent}
                <Code text={way === 'base' ? baseCode(asked) : scriptCode(asked)} what={t(`way.${way}`)} />
              </CodePart>
              <EventParts {...tracking} where={t('code.conversionWhere')} />
            </>
          ) : way === 'npm' ? (
            <>
              <CodePart title={t('way.npm')} step={1}>
                <p>{t('code.npmWhere')}</p>
                {consent}
                <Code text={moduleCode(asked)} what={t('way.npm')} />
              </CodePart>
              <CodePart title={t('code.conversion')} step={2}>
                <p>{t('code.npmEventWhere')}</p>
                <Code
                  text={"import { event } from 'tagline/tag';\n\nevent('Conversion');"}
                  what={t('code.conversion')}
                />
              </CodePart>
            </>
          ) : way === 'gtm' ? (
            <ManagerParts told={tracking} base={baseCode(asked)} />
          ) : (
            <CodePart title={t('code.shadow')}>
              <p>{t('code.shadowWhere')}</p>
              <p>{t('code.shadowTagId', { tagId })}</p>
              <Code text={shadowCode({ origin })} what={t('code.shadow')} />
            </CodePart>
          )}
        </Tabs>
      </div>
    </Section>
  );
}

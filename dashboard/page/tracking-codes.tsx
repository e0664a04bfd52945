import { useState } from 'hono/jsx/dom';
import { baseCode, conversionCode, customEventCode, imageCode } from '../../tag/snippet.ts';
import type { Account, Tracking } from '../client.ts';
import { Code } from '../component/code.tsx';
import { TextField } from '../component/field.tsx';
import { Section } from '../component/page.tsx';
import { useI18n } from '../i18n/use-i18n.ts';

/** LINE's own grammar for the names of custom events. */
const NAME = /^[A-Za-z0-9_-]{1,20}$/;

/** The codes to copy, each with the place where it goes. */
export function TrackingCodes({
  tracking,
  consent,
}: {
  tracking: Pick<Tracking, 'origin' | 'tagId'>;
  consent: Account['consent'];
}) {
  const { t } = useI18n();
  const { origin, tagId } = tracking;
  const [name, setName] = useState('');
  const named = NAME.test(name) ? name : undefined;
  return (
    <Section title={t('tracking.codes')} lead={t('tracking.codesLead')} class="panel">
      <div class="codes">
        <div class="code-part">
          <h3>
            <span class="step">1</span> {t('code.base')}
          </h3>
          <p>{t('code.baseWhere')}</p>
          {consent === 'required' ? <p>{t('code.consentRequired')}</p> : null}
          <Code text={baseCode({ origin, tagId, consent })} what={t('code.base')} />
        </div>
        <div class="code-part">
          <h3>
            <span class="step">2</span> {t('code.conversion')}
          </h3>
          <p>{t('code.conversionWhere')}</p>
          <Code text={conversionCode({ tagId })} what={t('code.conversion')} />
        </div>
        <details class="code-part">
          <summary>
            <h3>{t('code.custom')}</h3>
          </summary>
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
        </details>
        <details class="code-part">
          <summary>
            <h3>{t('code.image')}</h3>
          </summary>
          <p>{t('code.imageWhere')}</p>
          <Code text={imageCode({ origin, tagId })} what={t('code.image')} />
        </details>
      </div>
    </Section>
  );
}

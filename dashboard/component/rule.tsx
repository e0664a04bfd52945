import { useState } from 'hono/jsx/dom';
import type { EventSeen, Rule } from '../client.ts';
import { type I18n, useI18n } from '../i18n/use-i18n.ts';
import { textOf } from '../lib/form.ts';
import { RadioField, TextField } from './field.tsx';

/** A rule in words, as text for a cell or a file. */
export function ruleText(rule: Rule, { t }: Pick<I18n, 't'>): string {
  return rule.by === 'event'
    ? t('rule.eventIs', { event: rule.event })
    : t('rule.urlContains', { text: rule.contains });
}

/** The rule that a form says; null while its field is empty. */
export function ruleIn(data: FormData): Rule | null {
  if (data.get('by') === 'url') {
    const contains = textOf(data, 'contains');
    return contains === '' ? null : { by: 'url', contains };
  }
  const event = textOf(data, 'event');
  return event === '' ? null : { by: 'event', event };
}

/** Asks which hits are meant: an event, chosen from those seen or typed, or pages whose address contains a text. */
export function RuleFields({ legend, events }: { legend: string; events: readonly EventSeen[] }) {
  const { t } = useI18n();
  const [by, setBy] = useState<Rule['by']>('event');
  return (
    <>
      <RadioField
        legend={legend}
        name="by"
        value={by}
        options={[
          { value: 'event', label: t('rule.byEvent') },
          { value: 'url', label: t('rule.byUrl') },
        ]}
        onChange={setBy}
      />
      {by === 'event' ? (
        <TextField
          key="event"
          label={t('rule.event')}
          hint={events.length > 0 ? t('rule.eventHint') : t('rule.eventNone')}
          name="event"
          required
          maxlength={100}
          autocomplete="off"
          placeholder="Purchase"
          choices={events.map((seen) => seen.event)}
        />
      ) : (
        <TextField
          key="url"
          label={t('rule.url')}
          hint={t('rule.urlHint')}
          name="contains"
          required
          maxlength={500}
          autocomplete="off"
          placeholder="/thanks"
        />
      )}
    </>
  );
}

import { useRef, useState } from 'hono/jsx/dom';
import { useI18n } from '../i18n/use-i18n.ts';
import { copy } from '../lib/copy.ts';
import { Icon } from './icon.tsx';
import { toast } from './toast.tsx';

/** Copies a text; `what` names it for those who do not see what stands beside the button. */
export function CopyButton({ text, what, small }: { text: string; what: string; small?: boolean }) {
  const { t } = useI18n();
  const [done, setDone] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const onClick = async () => {
    const copied = await copy(text);
    toast(copied ? t('copy.done', { what }) : t('copy.failed'), { bad: !copied });
    setDone(copied);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setDone(false), 2000);
  };
  return (
    <button
      type="button"
      class={small ? 'icon-button' : 'button'}
      aria-label={t('copy.what', { what })}
      onClick={() => void onClick()}
    >
      <Icon name={done ? 'check' : 'copy'} />
      {small ? null : <span>{done ? t('copy.copied') : t('copy.copy')}</span>}
    </button>
  );
}

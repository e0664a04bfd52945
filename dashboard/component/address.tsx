import { useI18n } from '../i18n/use-i18n.ts';
import { webAddress } from '../lib/web-address.ts';
import { Icon } from './icon.tsx';

/** An address that somebody sent: linked only where it is http or https, else plain text. */
export function Address({ text }: { text: string | null }) {
  const { t } = useI18n();
  if (text === null) return <span class="quiet">–</span>;
  const href = webAddress(text);
  if (href === null) return <span class="address">{text}</span>;
  return (
    <span class="address">
      <span title={text}>{text}</span>
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={t('address.open', { address: text })}
      >
        <Icon name="external" />
      </a>
    </span>
  );
}

import { useI18n } from '../i18n/use-i18n.ts';
import { isolated } from '../lib/isolated.ts';
import { readableAddress, webAddress } from '../lib/web-address.ts';
import { Icon } from './icon.tsx';

/**
 * An address that somebody sent: linked only where it is http or https, else plain text. Of a long one two lines are
 * shown.
 */
export function Address({ text }: { text: string | null }) {
  const { t } = useI18n();
  if (text === null) return <span class="quiet">–</span>;
  const href = webAddress(text);
  const shown = <span title={text}>{isolated(readableAddress(text))}</span>;
  if (href === null) return <span class="address">{shown}</span>;
  return (
    <span class="address">
      {shown}
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

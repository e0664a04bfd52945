import { useI18n } from '../i18n/use-i18n.ts';
import { download } from '../lib/download.ts';
import { qr, qrFile } from '../lib/qr.ts';
import { CopyButton } from './copy-button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';

/** A text as a QR code. Black on white in both themes: readers want dark modules on a light ground. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = qr(text);
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

/** The QR code of a tracked link, to look at, to copy the address and to save for print. */
export function QrDialog({ url, name, onClose }: { url: string; name: string; onClose: () => void }) {
  const { t } = useI18n();
  const save = () =>
    download(`qr-${url.slice(url.lastIndexOf('/') + 1)}.svg`, 'image/svg+xml', qrFile(qr(url)));
  return (
    <Dialog title={name} size="small" onClose={onClose}>
      <div class="dialog-body qr-body">
        <QrCode text={url} label={t('links.qrOf', { name })} />
        <p class="address">{url}</p>
      </div>
      <footer class="dialog-foot">
        <CopyButton text={url} what={t('links.url')} />
        <button type="button" class="button primary" onClick={save}>
          <Icon name="download" />
          {t('links.qrSave')}
        </button>
      </footer>
    </Dialog>
  );
}

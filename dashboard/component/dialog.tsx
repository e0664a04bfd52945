import { type Child, useId, useLayoutEffect, useRef } from 'hono/jsx/dom';
import type { ApiError } from '../client.ts';
import { useI18n } from '../i18n/use-i18n.ts';
import { Icon } from './icon.tsx';
import { FormProblem } from './state.tsx';

interface DialogProps {
  title: string;
  onClose: () => void;
  size?: 'small' | 'wide' | 'drawer';
  children: Child;
}

/** A modal dialog; it is open while it is drawn. Escape closes it and the focus goes back where it came from. */
export function Dialog({ title, onClose, size, children }: DialogProps) {
  const { t } = useI18n();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const onEnd = () => close.current();
    dialog.addEventListener('close', onEnd);
    dialog.showModal();
    return () => {
      dialog.removeEventListener('close', onEnd);
      dialog.close();
    };
  }, []);
  return (
    <dialog ref={ref} class={`dialog ${size ?? ''}`} aria-labelledby={id}>
      <header class="dialog-head">
        <h2 id={id}>{title}</h2>
        <button type="button" class="icon-button" aria-label={t('dialog.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}

interface FormDialogProps extends DialogProps {
  submit: string;
  busy: boolean;
  error: ApiError | null;
  danger?: boolean;
  onSubmit: (data: FormData) => void;
  onInput?: (data: FormData) => void;
}

/** A dialog that asks for something, with its buttons always in sight. */
export function FormDialog(props: FormDialogProps) {
  const { t } = useI18n();
  const dataOf = (event: Event) =>
    event.currentTarget instanceof HTMLFormElement ? new FormData(event.currentTarget) : null;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    const data = dataOf(event);
    if (data) props.onSubmit(data);
  };
  const onInput = (event: Event) => {
    const data = dataOf(event);
    if (data) props.onInput?.(data);
  };
  return (
    <Dialog title={props.title} onClose={props.onClose} {...(props.size ? { size: props.size } : {})}>
      <form class="dialog-form" onSubmit={onSubmit} onInput={onInput}>
        <div class="dialog-body">{props.children}</div>
        <FormProblem error={props.error} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={props.onClose}>
            {t('dialog.cancel')}
          </button>
          <button
            type="submit"
            class={props.danger ? 'button danger' : 'button primary'}
            disabled={props.busy}
          >
            {props.submit}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

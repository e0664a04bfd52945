import { useId, useRef } from 'hono/jsx/dom';
import { useEffect } from '../hook/use-effect.ts';
import { useI18n } from '../i18n/use-i18n.ts';

/** So that the pointer can travel from the button to the text without losing it. */
const LINGER = 150;
const MARGIN = 8;

function place(button: HTMLElement, box: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - MARGIN);
  const below = at.bottom + 6;
  box.style.left = `${Math.max(MARGIN, left)}px`;
  box.style.top = `${below + height > innerHeight - MARGIN ? Math.max(MARGIN, at.top - height - 6) : below}px`;
}

/** Opens and closes the text by pointer, touch and keyboard. */
function attach(button: HTMLElement, box: HTMLElement): () => void {
  let pinned = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Browsers of before 2024 have no popovers: there the text is shown in place, under what stands above it.
  const popovers = 'showPopover' in box;
  const isOpen = () => box.dataset.open === 'true';
  const open = () => {
    clearTimeout(timer);
    if (isOpen()) return;
    box.dataset.open = 'true';
    if (popovers) box.showPopover();
    place(button, box);
  };
  const close = () => {
    clearTimeout(timer);
    pinned = false;
    if (!isOpen()) return;
    delete box.dataset.open;
    if (popovers) box.hidePopover();
  };
  const closeSoon = () => {
    if (!pinned) timer = setTimeout(close, LINGER);
  };
  const onClick = () => {
    if (pinned) return close();
    open();
    pinned = true;
  };
  const onEnter = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') open();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen()) return;
    // Only the text closes, not the dialog it stands in.
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const onOutside = (event: Event) => {
    const { target } = event;
    if (target instanceof Node && (button.contains(target) || box.contains(target))) return;
    close();
  };
  const ended = new AbortController();
  const { signal } = ended;
  button.addEventListener('click', onClick, { signal });
  button.addEventListener('blur', close, { signal });
  for (const element of [button, box]) {
    element.addEventListener('pointerenter', onEnter, { signal });
    element.addEventListener('pointerleave', closeSoon, { signal });
  }
  document.addEventListener('keydown', onKey, { signal, capture: true });
  document.addEventListener('pointerdown', onOutside, { signal });
  document.addEventListener('scroll', onOutside, { signal, capture: true, passive: true });
  return () => {
    close();
    ended.abort();
  };
}

/** A small button that says how a figure is counted. */
export function Help({ about, text }: { about: string; text: string }) {
  const { t } = useI18n();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLSpanElement>(null);
  useEffect(() => (button.current && box.current ? attach(button.current, box.current) : undefined), []);
  return (
    <span class="help">
      <button
        ref={button}
        type="button"
        class="help-button"
        aria-label={t('help.about', { about })}
        aria-describedby={id}
      >
        <span aria-hidden="true">?</span>
      </button>
      <span ref={box} id={id} class="help-text" popover="manual" role="tooltip">
        {text}
      </span>
    </span>
  );
}

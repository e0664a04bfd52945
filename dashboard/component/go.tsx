import type { Child } from 'hono/jsx/dom';
import { navigate } from '../router.ts';

interface Props {
  to: string;
  class?: string;
  current?: boolean;
  /** Of several things to choose, this one is chosen. */
  chosen?: boolean;
  /** Says in full what the link does, where its text is only a name; holds that name. */
  label?: string;
  onGo?: () => void;
  children?: Child;
}

/** A link inside the dashboard. A real link: it opens in a new tab, can be copied, works by keyboard. */
export function Go({ to, class: className, current, chosen, label, onGo, children }: Props) {
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo?.();
    navigate(to);
  };
  return (
    <a
      href={to}
      class={className}
      aria-current={current ? 'page' : chosen ? 'true' : undefined}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </a>
  );
}

import type { Child } from 'hono/jsx/dom';
import { navigate } from '../router.ts';

interface Props {
  to: string;
  class?: string;
  current?: boolean;
  onGo?: () => void;
  children?: Child;
}

/** A link inside the dashboard. A real link: it opens in a new tab, can be copied, works by keyboard. */
export function Go({ to, class: className, current, onGo, children }: Props) {
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo?.();
    navigate(to);
  };
  return (
    <a href={to} class={className} aria-current={current ? 'page' : undefined} onClick={onClick}>
      {children}
    </a>
  );
}

import { useSyncExternalStore } from 'hono/jsx/dom';
import { Icon } from './icon.tsx';

interface Toast {
  id: number;
  text: string;
  bad: boolean;
}

const SHOWN_FOR = 5000;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says in passing that something was done, or was not. */
export function toast(text: string, { bad = false } = {}): void {
  lastId += 1;
  const id = lastId;
  set([...toasts.slice(-2), { id, text, bad }]);
  setTimeout(() => set(toasts.filter((other) => other.id !== id)), SHOWN_FOR);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts show; it is there from the start, or screen readers would not watch it. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, bad }) => (
        <p key={id} class={bad ? 'toast bad' : 'toast'}>
          <Icon name={bad ? 'bad' : 'check'} />
          <span>{text}</span>
        </p>
      ))}
    </div>
  );
}

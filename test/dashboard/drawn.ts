import type { Child } from 'hono/jsx/dom';
import { createRoot } from 'hono/jsx/dom/client';

/** Waits until what was set is drawn: Hono draws in a microtask and runs effects in the next frame. */
export async function drawn(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
  }
}

let root: ReturnType<typeof createRoot> | undefined;

/** Puts onto an empty page; what stood there before is taken down, with its listeners. */
export function put(node: Child): void {
  root?.unmount();
  const box = document.createElement('div');
  document.body.replaceChildren(box);
  root = createRoot(box);
  root.render(node);
}

/** Puts onto an empty page and waits until it is drawn. */
export async function draw(node: Child): Promise<void> {
  put(node);
  await drawn();
}

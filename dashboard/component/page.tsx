import { type Child, useId, useRef } from 'hono/jsx/dom';
import { useEffect } from '../hook/use-effect.ts';
import { Help } from './help.tsx';

interface PageProps {
  title: string;
  /** What stands in the tab's title beside the page's. */
  of?: string;
  lead?: string | undefined;
  before?: Child;
  actions?: Child;
  children: Child;
}

/** A page: its heading takes the focus on arrival, so that a screen reader says where one is. */
export function Page({ title, of, lead, before, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = [title, of, 'Tagline'].filter((part) => part).join(' · ');
  }, [title, of]);
  useEffect(() => {
    scrollTo(0, 0);
    // A field that asks to be typed in first keeps the focus.
    if (!document.activeElement?.matches('[autofocus]')) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="page">
      {before}
      <header class="page-head">
        <div>
          <h1 ref={heading} tabindex={-1}>
            {title}
          </h1>
          {lead ? <p class="lead">{lead}</p> : null}
        </div>
        {actions === undefined ? null : <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  title: string;
  help?: string | undefined;
  lead?: string | undefined;
  actions?: Child;
  children: Child;
  class?: string;
}

/** A part of a page under a heading of its own. */
export function Section({ title, help, lead, actions, children, class: className }: SectionProps) {
  const id = useId();
  return (
    <section class={`section ${className ?? ''}`} aria-labelledby={id}>
      <header class="section-head">
        <div>
          <h2 id={id}>{title}</h2>
          {help ? <Help about={title} text={help} /> : null}
        </div>
        {actions === undefined ? null : <div class="section-actions">{actions}</div>}
      </header>
      {lead ? <p class="section-lead">{lead}</p> : null}
      {children}
    </section>
  );
}

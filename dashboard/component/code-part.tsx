import type { Child } from 'hono/jsx/dom';

interface CodePartProps {
  title: string;
  /** Number of the step; none where it does not matter when. */
  step?: number;
  /** Folded, with only the title to be seen. */
  folded?: boolean;
  children: Child;
}

/** One code under its name, with the place where it goes. */
export function CodePart({ title, step, folded, children }: CodePartProps) {
  if (folded)
    return (
      <details class="code-part">
        <summary>
          <h3>{title}</h3>
        </summary>
        {children}
      </details>
    );
  return (
    <div class="code-part">
      <h3>
        {step === undefined ? null : <span class="step">{step}</span>} {title}
      </h3>
      {children}
    </div>
  );
}

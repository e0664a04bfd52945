import type { Child } from 'hono/jsx/dom';

export type Tone = 'good' | 'warning' | 'bad' | 'idle';

/** A state as a word with a mark; the marks differ in shape, not only in colour. */
export function Status({ tone, children }: { tone: Tone; children: Child }) {
  return (
    <span class={`status ${tone}`}>
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
        {tone === 'good' ? (
          <g>
            <circle class="fill" cx="6" cy="6" r="5.5" />
            <path class="mark" d="m3.5 6.2 1.8 1.8 3.2-3.7" />
          </g>
        ) : tone === 'warning' ? (
          <g>
            <path class="fill" d="M6 .8 11.6 11H.4z" />
            <path class="mark" d="M6 4.500v3M6 9.200v.1" />
          </g>
        ) : tone === 'bad' ? (
          <g>
            <path class="fill" d="M3.7.5h4.600l3.2 3.200v4.600l-3.2 3.200H3.700L.5 8.300V3.700z" />
            <path class="mark" d="m4.2 4.2 3.6 3.600M7.8 4.2 4.2 7.8" />
          </g>
        ) : (
          <circle class="ring" cx="6" cy="6" r="4.7" />
        )}
      </svg>
      {children}
    </span>
  );
}

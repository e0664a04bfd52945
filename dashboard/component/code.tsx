import { CopyButton } from './copy-button.tsx';

/** A line of code to copy. It wraps on screen; what is copied is one line. */
export function Code({ text, what }: { text: string; what: string }) {
  return (
    <div class="code">
      <pre>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}

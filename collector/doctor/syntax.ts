import { Script } from 'node:vm';

/** Where a script stops being one. */
export interface SyntaxFault {
  /** Line of the page. */
  line: number;
  /** What stands there. */
  text: string;
  why: string;
}

/** Letters of a longer script are not judged; our codes and what sites write around them are far below. */
const SCRIPT_MAX = 300_000;
/** Letters of a line, and of a message, that are shown. */
const SHOWN_MAX = 100;
/** Letters of a first line that are looked at. */
const LINE_MAX = 10_000;

/**
 * Why a browser could not run a script that begins on this line of the page; null where it could. The script is parsed
 * and never run, as a plain script is: not as a module, and not as the body of a function.
 */
export function syntaxFault(source: string, firstLine: number): SyntaxFault | null {
  return faultOf(source, source, firstLine);
}

/** The same of a handler such as `onclick`, which is the body of a function. */
export function handlerFault(body: string, firstLine: number): SyntaxFault | null {
  return faultOf(body, `(function(event){${body}\n})`, firstLine);
}

/** The first line of a script into which a code was pasted with its own comment and element around it. */
const WRAPPED = /^<!--.*<script\b/i;

/**
 * Why nothing runs of a code that was pasted with its own `<!-- … --><script>` into a script: to a browser, its whole
 * line is a comment.
 */
export function wrapFault(source: string, firstLine: number): SyntaxFault | null {
  const start = source.search(/\S/);
  const whole = source.slice(start, start + LINE_MAX).split('\n', 1)[0] ?? '';
  const text = whole.slice(0, SHOWN_MAX);
  if (!WRAPPED.test(text) || !/\b_ltq?\b/.test(whole)) return null;
  const line = firstLine + source.slice(0, start).split('\n').length - 1;
  return { line, text: text.trim(), why: '<script> inside <script>' };
}

/** What is wrong with a text as it is written, once it is made the whole that is parsed. */
function faultOf(source: string, whole: string, firstLine: number): SyntaxFault | null {
  if (source.length > SCRIPT_MAX) return null;
  try {
    new Script(whole, { filename: 'page', lineOffset: firstLine - 1 });
    return null;
  } catch (error) {
    // What is nested too deep for the parser is no mistake.
    if (!(error instanceof SyntaxError)) return null;
    // `page:LINE`, the line, and marks below what is wrong.
    const [, said] = /^page:(\d+)$/m.exec(error.stack ?? '') ?? [];
    const line = Number(said ?? firstLine);
    const marks = /^page:\d+\n[^\n]*\n( *)\^/.exec(error.stack ?? '')?.[1] ?? '';
    const lines = source.split(/\r\n|[\n\r\u2028\u2029]/);
    // What was never ended is missed behind the last line.
    const shown = lines[line - firstLine] ?? lines.at(-1) ?? '';
    const from = Math.max(0, marks.length - SHOWN_MAX / 2);
    const text = shown.length <= SHOWN_MAX ? shown : shown.slice(from, from + SHOWN_MAX);
    return { line, text: text.trim(), why: error.message.slice(0, SHOWN_MAX) };
  }
}

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

/**
 * Why a browser could not run a script that begins on this line of the page; null where it could. The script is parsed
 * and never run, as a plain script is: not as a module, and not as the body of a function.
 */
export function syntaxFault(source: string, firstLine: number): SyntaxFault | null {
  if (source.length > SCRIPT_MAX) return null;
  try {
    new Script(source, { filename: 'page', lineOffset: firstLine - 1 });
    return null;
  } catch (error) {
    // What is nested too deep for the parser is no mistake.
    if (!(error instanceof SyntaxError)) return null;
    // `page:LINE`, the line, and marks below what is wrong.
    const [, said] = /^page:(\d+)$/m.exec(error.stack ?? '') ?? [];
    const line = Number(said ?? firstLine);
    const marks = /^page:\d+\n[^\n]*\n( *)\^/.exec(error.stack ?? '')?.[1] ?? '';
    const whole = source.split(/\r\n|[\n\r\u2028\u2029]/)[line - firstLine] ?? '';
    const from = Math.max(0, marks.length - SHOWN_MAX / 2);
    const text = whole.length <= SHOWN_MAX ? whole : whole.slice(from, from + SHOWN_MAX);
    return { line, text: text.trim(), why: error.message.slice(0, SHOWN_MAX) };
  }
}

/** Words of a command line: names, and `--name NUMBER` for each of these. Throws where there is another. */
export function readWords<T extends Record<string, number>>(
  words: string[],
  defaults: T,
): { names: string[]; options: T } {
  const names: string[] = [];
  const options = { ...defaults };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const name = word.replace(/^--/, '');
    if (!word.startsWith('--')) names.push(word);
    else if (Object.hasOwn(options, name) && /^\d+(\.\d+)?$/.test(words[at + 1] ?? '')) {
      Object.assign(options, { [name]: Number(words[at + 1]) });
      at += 1;
    } else throw new Error(`${word} is none of ${Object.keys(defaults).map((one) => ` --${one} N`)}`);
  }
  return { names, options };
}

/** Says a line. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Runs a program to its closing line; where it fails, that line says why, and the process ends with 1. */
export async function close(name: string, run: () => Promise<string>): Promise<void> {
  try {
    print(`${name}: ${await run()}`);
  } catch (error) {
    print(`${name}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    process.exitCode = 1;
  }
}

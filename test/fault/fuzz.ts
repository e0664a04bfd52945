import { makeNoise } from './noise.ts';
import { close, print, readWords } from './words.ts';

/* `npm run fuzz`: a million inputs over every route and field. The same seed makes the same ones. */

await close('fuzz', async () => {
  // Another one each time, and printed: what was found once can be had again.
  const seed = Date.now() % 2 ** 31;
  const { options } = readWords(process.argv.slice(2), { seed, runs: 1_000_000 });
  print(`fuzz ... --seed ${options.seed} --runs ${options.runs}`);
  return makeNoise({ ...options, socketEvery: 50, say: (line) => print(`    ${line}`) });
});

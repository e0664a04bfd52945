import { build } from 'esbuild';

/** Plausible's tracker as a site would bundle it, as small as ours is made; it counts a view and sends it to `endpoint`. */
export async function plausibleBundle(endpoint: string): Promise<Uint8Array> {
  const options = { domain: 'shop.test', endpoint, captureOnLocalhost: true };
  const { outputFiles } = await build({
    stdin: {
      contents: `import { init } from '@plausible-analytics/tracker'; init(${JSON.stringify(options)});`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('Plausible could not be bundled');
  return file.contents;
}

import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { PATH } from '../tag/wire.ts';
import { networks } from './lib/address.ts';

/** Checked configuration; everything else in the program is given it, nothing else reads the environment. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  /** Origin under which browsers reach this server; null takes the origin of each request. */
  publicUrl: string | null;
  /**
   * Address below which pages find the tag and its routes, as it stands in codes and links, perhaps with a path; null
   * takes `publicUrl`.
   */
  tagUrl: string | null;
  /** Proxies of ours, whose word on the client's address is taken. */
  trustedProxies: BlockList;
  /** What a monitor must say to read the metrics; null serves none. */
  metricsKey: string | null;
  /** Signs session cookies; at least 32 bytes. */
  sessionSecret: string;
  /** Where LINE's API answers. */
  lineApiBase: string;
}

function origin(value: string, context: z.RefinementCtx): string {
  if (URL.canParse(value)) {
    const { protocol, origin, href } = new URL(value);
    // A path would be left out of every code and link, so it is refused rather than cut off.
    if (/^https?:$/.test(protocol) && href === `${origin}/`) return origin;
  }
  context.addIssue({ code: 'custom', message: 'must be an http or https address without a path' });
  return z.NEVER;
}

/**
 * First parts of the paths that this program itself answers: below them the tag would not be reached, or would take
 * away what stands there.
 */
const OWN_PARTS = [
  ...Object.values(PATH).map((path) => path.slice(1)),
  ...['r', 'v1', 'api', 'assets', 'healthz', 'metrics'],
];

function folder(value: string, context: z.RefinementCtx): string {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  const wrong = 'must be an http or https address, its path of letters, digits, _ and -';
  if (!URL.canParse(value)) return refuse(wrong);
  const { protocol, origin, pathname, href } = new URL(value);
  const path = pathname.replace(/\/+$/, '');
  const isPlain = [`${origin}${path}`, `${origin}${path}/`].includes(href);
  if (!/^https?:$/.test(protocol) || !isPlain || !/^(\/[A-Za-z0-9_-]+)*$/.test(path)) return refuse(wrong);
  const [, first = ''] = path.split('/');
  if (OWN_PARTS.includes(first))
    return refuse(`has a path that begins with /${first}, where Tagline itself answers; choose another`);
  return origin + path;
}

function proxies(value: string, context: z.RefinementCtx): BlockList {
  try {
    return networks(value.split(',').map((name) => name.trim()));
  } catch (error) {
    context.addIssue({ code: 'custom', message: `must list addresses and networks: ${String(error)}` });
    return z.NEVER;
  }
}

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be at most 65535')
    .default(8080),
  HOST: z.string().min(1).default('0.0.0.0'),
  DATA_DIR: z.string().min(1).default('./data'),
  PUBLIC_URL: z.string().transform(origin).nullable().default(null),
  TRUSTED_PROXIES: z.string().transform(proxies).default(new BlockList()),
  TAG_URL: z.string().transform(folder).nullable().default(null),
  METRICS_KEY: z.string().min(16, 'must be at least 16 characters').nullable().default(null),
  SESSION_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'must be at least 32 bytes')
    .optional(),
  LINE_API_BASE: z.string().transform(origin).default('https://api.line.me'),
});

function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    throw new Error(
      `DATA_DIR ${dataDir} cannot be written: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Reads the secret that the first start made, or makes it: 256 bits, readable by this user only. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, 'session-secret');
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    chmodSync(file, 0o600);
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (Buffer.byteLength(secret) < 32) throw new Error(`${file} must hold at least 32 bytes`);
  return secret;
}

/** Names and defaults of every variable, for the help text and the README's test. */
export const VARIABLES = Object.keys(Environment.shape);

/**
 * Environment to checked configuration; `instead` goes before what the environment says, `defaults` after. Makes
 * the data folder and the session secret where they are missing. Throws an Error that names the variable and what is wrong with it.
 */
export function readConfig(instead: NodeJS.ProcessEnv = {}, defaults: NodeJS.ProcessEnv = {}): Config {
  const environment = { ...defaults, ...process.env, ...instead };
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => VARIABLES.includes(name) && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.path.join('.')} ${issue?.message}`);
  }
  const {
    PORT,
    HOST,
    DATA_DIR,
    PUBLIC_URL,
    TAG_URL,
    TRUSTED_PROXIES,
    METRICS_KEY,
    SESSION_SECRET,
    LINE_API_BASE,
  } = parsed.data;
  makeFolder(DATA_DIR);
  return {
    port: PORT,
    host: HOST,
    dataDir: DATA_DIR,
    publicUrl: PUBLIC_URL,
    tagUrl: TAG_URL,
    trustedProxies: TRUSTED_PROXIES,
    metricsKey: METRICS_KEY,
    sessionSecret: SESSION_SECRET ?? keptSecret(DATA_DIR),
    lineApiBase: LINE_API_BASE,
  };
}

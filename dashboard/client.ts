import { hc, type InferResponseType } from 'hono/client';
import type { ApiType } from '../collector/api/index.ts';

/** Where the JSON API is mounted. */
const BASE = '/api';

/** The typed client of the JSON API. */
export const api = hc<ApiType>(BASE);

/** An address to download from: the client's `$path()` knows the route, but not where it is mounted. */
export function download(path: string): string {
  return BASE + path;
}

/** An answer that is no success, or no answer at all (`status` 0). */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly reason: string;
  readonly requestId: string | null;

  constructor(status: number, reason: string, message: string, requestId: string | null) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.requestId = requestId;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function errorOf(status: number, body: unknown): ApiError {
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const text = (name: string) => (typeof error[name] === 'string' ? error[name] : null);
  return new ApiError(status, text('reason') ?? 'unknown', text('message') ?? '', text('requestId'));
}

/** What the client answers, as far as it is read here. */
interface Answer<T> {
  ok: boolean;
  status: number;
  json(): Promise<T>;
  text(): Promise<string>;
}

let signedOut: () => void = () => {};

/** Calls back when the server no longer knows the session. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener;
}

async function answered<T>(request: Promise<Answer<T>>): Promise<Answer<T>> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'unreachable', '', null);
  }
  if (answer.ok) return answer;
  const text = await answer.text();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy in front answers in HTML: the status says enough.
  }
  const error = errorOf(answer.status, body);
  if (error.reason === 'no_session') signedOut();
  throw error;
}

/** The body of a good answer; throws `ApiError` for any other. */
export async function ask<T>(request: Promise<Answer<T>>): Promise<T> {
  return (await answered(request)).json();
}

/** For requests whose good answer has no body. */
export async function tell(request: Promise<Answer<unknown>>): Promise<void> {
  await answered(request);
}

/** Ids as the client writes them into a path. */
export function ids(account: number): { account: string };
export function ids(account: number, id: number): { account: string; id: string };
export function ids(account: number, id?: number): { account: string; id?: string } {
  return id === undefined ? { account: String(account) } : { account: String(account), id: String(id) };
}

const ofAccount = api.accounts[':account'];

export type Session = InferResponseType<typeof api.session.$get, 200>;
export type Account = InferResponseType<typeof api.accounts.$get, 200>[number];
export type Tracking = InferResponseType<typeof ofAccount.tracking.$get, 200>;
export type Health = InferResponseType<typeof ofAccount.health.$get, 200>;
export type Loss = InferResponseType<typeof ofAccount.loss.$get, 200>;
export type Job = InferResponseType<typeof api.jobs.$get, 200>[number];
export type Overview = InferResponseType<typeof ofAccount.overview.$get, 200>;
export type TestMode = InferResponseType<(typeof ofAccount)['test-mode']['$post'], 200>;
export type PageReport = InferResponseType<typeof ofAccount.doctor.$post, 200>;
export type { LiveHitOut as LiveHit } from '../collector/api/hits.ts';
export type Live = InferResponseType<typeof ofAccount.live.$get, 200>;
export type Silence = NonNullable<Overview['silence']>;
export type Link = InferResponseType<typeof ofAccount.links.$get, 200>[number];
export type Conversion = InferResponseType<typeof ofAccount.conversions.$get, 200>[number];
export type EventSeen = InferResponseType<typeof ofAccount.events.$get, 200>[number];
export type Broadcast = InferResponseType<typeof ofAccount.broadcasts.$get, 200>[number];
export type BroadcastDetail = InferResponseType<(typeof ofAccount.broadcasts)[':id']['$get'], 200>;
export type Receipt = BroadcastDetail['receipts'][number];
export type ApiKey = InferResponseType<(typeof ofAccount)['api-keys']['$get'], 200>[number];
export type Audience = InferResponseType<typeof ofAccount.audiences.$get, 200>[number];
export type AudienceSize = Audience['size'];
export type Rule = Audience['rule'];
export type Money = Broadcast['earned']['value'][number];

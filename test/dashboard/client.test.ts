import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, api, ask, ids, onSignedOut, tell } from '../../dashboard/client.ts';
import { describe as inWords } from '../../dashboard/i18n/problem.ts';
import { createText } from '../../dashboard/i18n/text.ts';

/** Lets the server answer so. */
function answer(status: number, body: string, type = 'application/json') {
  const sent = vi.fn(
    async (_url: string, _init?: RequestInit) =>
      new Response(body, { status, headers: { 'content-type': type } }),
  );
  vi.stubGlobal('fetch', sent);
  return sent;
}

function refusal(reason: string, message = 'x'): string {
  return JSON.stringify({ error: { code: 'c', reason, message, requestId: 'r7' } });
}

async function thrown(work: Promise<unknown>): Promise<ApiError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`no ApiError: ${String(error)}`);
}

const links = () => ask(api.accounts[':account'].links.$get({ param: ids(7) }));

afterEach(() => onSignedOut(() => {}));

describe('the client', () => {
  it('asks the account by its path and gives the body', async () => {
    const sent = answer(200, '[]');
    expect(await links()).toEqual([]);
    expect(sent.mock.calls[0]?.[0]).toBe('/api/accounts/7/links');
  });

  it('sends JSON', async () => {
    const sent = answer(200, '{}');
    await ask(
      api.accounts[':account'].links[':id'].$patch({ param: ids(7, 3), json: { broadcastId: null } }),
    );
    const [url, init] = sent.mock.calls[0] ?? [];
    expect(url).toBe('/api/accounts/7/links/3');
    expect(init?.method).toBe('PATCH');
    expect(new Headers(init?.headers).get('content-type')).toBe('application/json');
    expect(init?.body).toBe('{"broadcastId":null}');
  });

  it('needs no body where there is none', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }));
    const gone = tell(api.accounts[':account'].audiences[':id'].$delete({ param: ids(7, 3) }));
    await expect(gone).resolves.toBeUndefined();
  });

  it('throws what the server said', async () => {
    answer(404, refusal('not_found', 'There is no such record.'));
    expect(await thrown(links())).toMatchObject({
      status: 404,
      reason: 'not_found',
      message: 'There is no such record.',
      requestId: 'r7',
    });
  });

  it('throws by the status where a proxy answers in HTML', async () => {
    answer(502, '<h1>Bad gateway</h1>', 'text/html');
    expect(await thrown(links())).toMatchObject({ status: 502, reason: 'unknown' });
  });

  it('throws where nobody answers', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await thrown(links())).toMatchObject({ status: 0, reason: 'unreachable' });
  });

  it('tells when the session is over, and only then', async () => {
    const signedOut = vi.fn();
    onSignedOut(signedOut);
    for (const reason of ['wrong_token', 'wrong_password']) {
      answer(401, refusal(reason));
      await thrown(links());
    }
    expect(signedOut).not.toHaveBeenCalled();
    answer(401, refusal('no_session'));
    await thrown(links());
    expect(signedOut).toHaveBeenCalledTimes(1);
  });
});

describe('a problem in words', () => {
  const t = createText('en');
  it.each([
    [new ApiError(401, 'wrong_password', 'x', null), t('problem.wrong_password')],
    [new ApiError(0, 'unreachable', '', null), t('problem.unreachable')],
    [new ApiError(500, 'unknown', '', null), t('state.fault')],
    [new ApiError(500, 'internal', 'x', null), t('state.fault')],
    [new ApiError(422, 'invalid_input', 'domains.0: is no domain', null), t('invalid.domains')],
    [new ApiError(422, 'invalid_input', 'rule.event: too long', null), t('invalid.event')],
    [new ApiError(422, 'invalid_input', 'value.amount: is too large', null), t('invalid.amount')],
    [new ApiError(422, 'invalid_input', 'line.opened: negative', null), t('invalid.line')],
    [new ApiError(422, 'invalid_input', 'other: odd', null), t('state.refused', { message: 'other: odd' })],
    [new ApiError(422, 'title', 'odd', null), t('state.refused', { message: 'odd' })],
    [new ApiError(418, 'teapot', '', null), t('state.unknown')],
    [new Error('x'), t('state.unknown')],
  ])('%s', (error, words) => expect(inWords(error, t)).toBe(words));
});

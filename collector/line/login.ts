import { z } from 'zod';
import { TaglineError } from '../../db/error.ts';

/** LINE's verify endpoint, which says whether an ID token is LINE's own and whom it names. */
const VERIFY = '/oauth2/v2.1/verify';

/** Milliseconds after which we stop waiting for LINE. */
const TIMEOUT = 3_000;

const Payload = z.object({
  sub: z.string().regex(/^U[0-9a-f]{32}$/),
  aud: z.string(),
  exp: z.number(),
});

/** What LINE Login proves. */
export interface LineLogin {
  /**
   * The LINE user that an ID token names, or null where LINE does not accept it for this channel. Throws
   * `unavailable` where LINE does not answer as it should within three seconds. The token is neither kept nor
   * logged.
   */
  verifyIdToken(idToken: string, channelId: string): Promise<string | null>;
}

function unavailable(): TaglineError {
  return new TaglineError('unavailable', 'line_unavailable', 'LINE could not be asked just now; try again.');
}

/** LINE Login at `base`, an origin. */
export function createLineLogin({ base, now }: { base: string; now: () => number }): LineLogin {
  async function ask(idToken: string, channelId: string): Promise<Response> {
    try {
      return await fetch(new URL(VERIFY, base), {
        method: 'POST',
        body: new URLSearchParams({ id_token: idToken, client_id: channelId }),
        signal: AbortSignal.timeout(TIMEOUT),
        redirect: 'error',
      });
    } catch {
      throw unavailable();
    }
  }

  async function payloadOf(answer: Response): Promise<unknown> {
    try {
      return await answer.json();
    } catch {
      throw unavailable();
    }
  }

  return {
    async verifyIdToken(idToken, channelId) {
      const answer = await ask(idToken, channelId);
      if (answer.status === 400 || answer.status === 401) return null;
      if (!answer.ok) throw unavailable();
      const payload = Payload.safeParse(await payloadOf(answer));
      if (!payload.success) throw unavailable();
      const { sub, aud, exp } = payload.data;
      return aud === channelId && exp * 1000 > now() ? sub : null;
    },
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { PATH } from '../../tag/wire.ts';
import { sentHeaders } from '../lib/header-texts.ts';
import { unexpected } from '../lib/http-error.ts';
import type { Log } from '../lib/log.ts';
import { pageUrl } from '../lib/page-url.ts';
import { answerHits, type IntakeDeps } from './hit.ts';
import { BODY_MAX } from './parse.ts';
import type { HttpAnswer } from './respond.ts';

/** Takes a request over from Node's server; false where it is none of ours, and the app's. */
export type Direct = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

function writeTo(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  // Whoever asked may have gone meanwhile; Node drops what is written to nobody.
  if (body === null) outgoing.writeHead(status, headers).end();
  else outgoing.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

/**
 * Hits that reach Node's own server, on their way without the app: no Request, no Response and no chain of promises is
 * made for them, which saves a sixth of all that a hit costs. Only what is plain goes this way: a batch of a stated
 * length below the limit, under a host that can be read. All else is the app's. `folder` is where the tag was moved.
 */
export function hitsDirect(deps: IntakeDeps & { log: Log }, folder: string): Direct {
  const paths = new Set([PATH.hit, `${folder.replace(/\/$/, '')}${PATH.hit}`]);

  return (incoming, outgoing) => {
    if (incoming.method !== 'POST' || !paths.has(incoming.url ?? '')) return false;
    const headers = sentHeaders(incoming.headers);
    const length = headers.get('content-length');
    const hostname = pageUrl(`http://${headers.get('host') ?? ''}/`)?.hostname;
    if (length === null || Number(length) > BODY_MAX || hostname === undefined) return false;
    const asked = {
      headers,
      receivedAt: deps.now(),
      address: deps.addressOf({ incoming }, headers),
      hostname,
    };
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    // Only for a body that is whole; of one that breaks off nothing was ever taken.
    incoming.on('end', () => {
      const body = pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces);
      void answerHits({ ...asked, body }, deps)
        .catch((error: unknown) => unexpected(error, deps.log, deps.newId()))
        .then((answer) => writeTo(outgoing, answer));
    });
    return true;
  };
}

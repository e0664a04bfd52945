import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProgram, type Program, sendHit } from '../support/program.ts';
import { hex } from '../support/tagline.ts';

const TAG = '99999999-9999-4999-8999-999999999999';
let program: Program;
beforeEach(async () => {
  program = createProgram();
  await program.account(TAG);
});
afterEach(() => program.close());

it.each(['/hit', '/identify', '/api/sign-in'])(
  'who goes away in the middle of a body to %s is nobody’s error, and in no log',
  async (path) => {
    const { address, child, ended, errors } = await program.serve();
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nContent-Type: application/json\r\n`,
    );
    socket.write('Content-Length: 99\r\n\r\n{');
    // Until it is read: the next one is answered after it.
    expect(await sendHit(address, TAG, hex(1))).toBe(204);
    socket.destroy();
    expect(await sendHit(address, TAG, hex(2))).toBe(204);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(errors).toEqual([]);
  },
);

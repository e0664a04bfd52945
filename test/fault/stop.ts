import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTrial, demand, type Setting } from './trial.ts';

/** F45: an order to stop under load: 0 within 10 seconds, and whoever was let in is answered. */
export async function stopUnderLoad(setting: Setting, stops: number, connections = 32): Promise<string> {
  const trial = await createTrial(setting);
  let longest = 0;
  try {
    for (let round = 0; round < stops; round += 1) {
      const serving = await trial.serve();
      const { ledger } = trial.client;
      const load = trial.client.load(serving.address, connections);
      await sleep(200 + trial.random.below(200));
      const since = performance.now();
      await trial.stop(serving);
      longest = Math.max(longest, performance.now() - since);
      await load;
      demand('F45', ledger.cut > 0 ? [`${ledger.cut} requests were cut off`] : []);
      await trial.check(`F45 stop ${round}`);
    }
    return `${stops} orders to stop under load, the longest ${Math.round(longest)} ms, no request cut off`;
  } finally {
    trial.close();
  }
}

/** F45 F26: the same while somebody has sent half a request, or nothing at all. */
export async function stopBesideSlow(setting: Setting): Promise<string> {
  const trial = await createTrial(setting);
  try {
    const serving = await trial.serve();
    const sockets = [
      '',
      'POST /hit HTTP/1.1\r\nHost: a\r\nContent-Le',
      'POST /hit HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
    ].map((begun) => {
      const socket = connect(Number(new URL(serving.address).port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(begun);
      return socket;
    });
    await trial.client.view(serving.address);
    const since = performance.now();
    await trial.stop(serving);
    for (const socket of sockets) socket.destroy();
    await trial.check('F45 beside slow');
    return `an order to stop beside half a request took ${Math.round(performance.now() - since)} ms`;
  } finally {
    trial.close();
  }
}

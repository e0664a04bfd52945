import { parentPort, workerData } from 'node:worker_threads';
import { openReadStore } from '../../db/open.ts';
import type { Asked, Said } from './remote.ts';
import { createReports } from './reports.ts';

/*
 * The thread of the reports: reads the database that the main thread has open, one report after another, and hands
 * back what should be kept of it.
 */
const port = parentPort;
if (!port) throw new Error('this is the program of a thread');
const say = (said: Said) => port.postMessage(said);
const { records, events } = openReadStore(String(workerData), (sealed) => say({ sealed }));

async function make({ name, args, now }: Asked): Promise<unknown> {
  const report: unknown = Reflect.get(createReports({ records, events, now: () => now }), name);
  if (typeof report !== 'function') throw new Error(`there is no report ${name}`);
  return Reflect.apply(report, undefined, args);
}

port.on('message', (asked: Asked) => {
  make(asked).then(
    (answer) => say({ id: asked.id, answer }),
    (error) =>
      say({ id: asked.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { createTrial, demand, type Setting } from './trial.ts';

/** Files that are needed beside the connections. */
const OTHERS = 200;

/** 99 of 100 good requests must be answered within this many milliseconds meanwhile, and memory must stay below. */
const P99 = 250;
const MEMORY = 512 * 2 ** 20;

/** How many files this process, and those it starts, may have open: Node raises its own limit as far as it is allowed. */
function filesAllowed(): number {
  const [, soft = '0'] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
  return Number(soft);
}

/** Bytes of memory of a process. */
export function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The time within which this share of a list of times lies. */
export function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** F26 F27 A56: many connections that say nothing, some that say a byte a second, and good clients among them. */
export async function crowd(setting: Setting, idle = 10_000, slow = 300, seconds = 20): Promise<string> {
  const needed = idle + slow + OTHERS;
  if (filesAllowed() < needed)
    throw new Error(
      `ulimit -n: ${filesAllowed()} files may be open, and ${needed} are needed; raise the hard limit`,
    );
  const trial = await createTrial(setting);
  const sockets: Socket[] = [];
  try {
    const serving = await trial.serve();
    const port = Number(new URL(serving.address).port);
    let closed = 0;
    for (let done = 0; done < idle + slow; done += 100) {
      const more = await Promise.all(
        Array.from({ length: Math.min(100, idle + slow - done) }, () => open(port)),
      );
      for (const socket of more) socket.on('error', () => {});
      for (const socket of more) socket.on('close', () => (closed += 1));
      sockets.push(...more);
    }
    const slowOnes = sockets.slice(0, slow);
    // A third each: slow headers, a slow body, and an answer that nobody reads.
    slowOnes.forEach((socket, place) => {
      if (place % 3 === 0) socket.write('POST /hit HTTP/1.1\r\nHost: a\r\nX-Slow: ');
      else if (place % 3 === 1) socket.write('POST /hit HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n');
      else socket.pause().write('GET /lt.js HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(50));
    });
    const drip = setInterval(() => {
      for (const [place, socket] of slowOnes.entries())
        if (place % 3 < 2 && socket.writable) socket.write('a');
    }, 1_000);
    const until = performance.now() + seconds * 1_000;
    await trial.client.load(serving.address, 4, () => performance.now() > until);
    clearInterval(drip);
    const { ledger } = trial.client;
    const p99 = quantile(ledger.times, 0.99);
    const memory = memoryOf(serving.child.pid ?? 0);
    const { failed, unanswered } = ledger.counts.view;
    demand('F27', [
      ...(setting.timed && p99 > P99 ? [`p99 of good clients is ${Math.round(p99)} ms`] : []),
      ...(memory > MEMORY ? [`it takes ${Math.round(memory / 2 ** 20)} MiB`] : []),
      ...(failed + unanswered > 0 ? [`${failed + unanswered} good hits were not taken`] : []),
      // Half a request is given 15 seconds.
      ...(seconds >= 20 && closed < (slow / 3) * 2 - 1
        ? [`only ${closed} slow connections were closed`]
        : []),
    ]);
    for (const socket of sockets) socket.destroy();
    await trial.stop(serving);
    await trial.check('F27');
    return `${idle} idle and ${slow} slow connections beside ${ledger.times.length} good requests: p99 ${Math.round(p99)} ms, ${Math.round(memory / 2 ** 20)} MiB`;
  } finally {
    for (const socket of sockets) socket.destroy();
    trial.close();
  }
}

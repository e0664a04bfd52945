import { z } from 'zod';

const Trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      tid: z.number(),
      pid: z.number(),
      /** Microseconds of the clock, and of the thread's own time on the processor. */
      ts: z.number(),
      dur: z.number().default(0),
      tts: z.number().default(0),
      tdur: z.number().default(0),
      args: z
        .object({ data: z.object({ url: z.string().optional() }).optional().catch(undefined) })
        .optional()
        .catch(undefined),
    }),
  ),
});

/** Where script runs on the main thread. What happens inside of it (compiling, layout, cookies) is part of it. */
const RUNS = ['EvaluateScript', 'FunctionCall'];

/** Milliseconds on the main thread. */
export interface ScriptTime {
  /** By the clock, waiting for other processes included. */
  clock: number;
  /** On the processor. */
  processor: number;
}

/**
 * How long the script at `script` held the main thread, from its start until its hit left: the moment that the page
 * marked, or else that the browser sent a request to `hit`. Throws where the trace knows of no such moment.
 */
export function scriptTime(trace: Buffer, script: string, hit: string): ScriptTime {
  const { traceEvents } = Trace.parse(JSON.parse(trace.toString()));
  const end = traceEvents
    .filter(
      ({ name, args }) => name === 'bench-hit' || (name === 'ResourceSendRequest' && args?.data?.url === hit),
    )
    .sort((a, b) => a.ts - b.ts)[0];
  if (!end) throw new Error(`the page sent no hit to ${hit}`);
  const runs = traceEvents
    .filter(({ name, args }) => RUNS.includes(name) && args?.data?.url === script)
    .filter(({ ts, tid, pid }) => ts < end.ts && tid === end.tid && pid === end.pid)
    .sort((a, b) => a.ts - b.ts);
  if (runs.length === 0) throw new Error(`the trace knows nothing of ${script}`);
  const time = { clock: 0, processor: 0 };
  let until = 0;
  for (const { ts, dur, tts, tdur } of runs) {
    // A call within a call is not counted twice.
    if (ts < until) continue;
    until = ts + dur;
    time.clock += Math.min(dur, end.ts - ts) / 1000;
    time.processor += Math.min(tdur, end.tts - tts) / 1000;
  }
  return time;
}

// @vitest-environment happy-dom
import { useState } from 'hono/jsx/dom';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../dashboard/client.ts';
import { useEffect } from '../../dashboard/hook/use-effect.ts';
import { type Load, useLoad } from '../../dashboard/hook/use-load.ts';
import { draw, drawn, put } from './drawn.ts';

describe('useEffect', () => {
  it('runs once, though the component is drawn again before the next frame', async () => {
    const ran = vi.fn();
    const ended = vi.fn();
    let set: (value: number) => void = () => {};
    let leave: (gone: boolean) => void = () => {};
    function Inner() {
      const [value, setValue] = useState(0);
      set = setValue;
      useEffect(() => {
        ran();
        return ended;
      }, []);
      return <p>{value}</p>;
    }
    function Outer() {
      const [gone, setGone] = useState(false);
      leave = setGone;
      return gone ? <p>gone</p> : <Inner />;
    }
    put(<Outer />);
    set(1);
    await Promise.resolve();
    set(2);
    await drawn();
    expect(document.body.textContent).toBe('2');
    expect(ran).toHaveBeenCalledTimes(1);
    expect(ended).not.toHaveBeenCalled();
    leave(true);
    await drawn();
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('runs again when what it depends on changes, after ending what it began', async () => {
    const log: string[] = [];
    let set: (value: string) => void = () => {};
    function Inner() {
      const [value, setValue] = useState('a');
      set = setValue;
      useEffect(() => {
        log.push(`begin ${value}`);
        return () => log.push(`end ${value}`);
      }, [value]);
      return <p>{value}</p>;
    }
    await draw(<Inner />);
    set('b');
    await drawn();
    expect(log).toEqual(['begin a', 'end a', 'begin b']);
  });
});

describe('useLoad', () => {
  interface Answer {
    key: string;
    resolve: (text: string) => void;
    reject: (error: Error) => void;
  }

  async function start() {
    const answers: Answer[] = [];
    const state: { load: Load<string> | null; choose: (key: string) => void } = {
      load: null,
      choose: () => {},
    };
    function Reader() {
      const [key, setKey] = useState('one');
      state.choose = setKey;
      state.load = useLoad(
        key,
        () => new Promise<string>((resolve, reject) => answers.push({ key, resolve, reject })),
      );
      return <p>{state.load.data}</p>;
    }
    await draw(<Reader />);
    return { answers, state };
  }

  it('shows what came', async () => {
    const { answers, state } = await start();
    expect(state.load).toMatchObject({ data: null, loading: true, error: null });
    answers[0]?.resolve('first');
    await drawn();
    expect(state.load).toMatchObject({ data: 'first', loading: false, error: null });
    expect(answers).toHaveLength(1);
  });

  it('lets the latest question win, whichever answer comes last', async () => {
    const { answers, state } = await start();
    state.choose('two');
    await drawn();
    expect(answers.map((answer) => answer.key)).toEqual(['one', 'two']);
    answers[1]?.resolve('second');
    await drawn();
    answers[0]?.resolve('first');
    await drawn();
    expect(state.load).toMatchObject({ data: 'second', loading: false });
  });

  it('keeps what stands while it reads again, and when that fails', async () => {
    const { answers, state } = await start();
    answers[0]?.resolve('first');
    await drawn();
    state.load?.reload();
    await drawn();
    expect(state.load).toMatchObject({ data: 'first', loading: false });
    answers[1]?.reject(new ApiError(503, 'storage', '', null));
    await drawn();
    expect(state.load).toMatchObject({ data: 'first', error: null });
  });

  it('says so when nothing came, and reads again when asked', async () => {
    const { answers, state } = await start();
    answers[0]?.reject(new ApiError(503, 'storage', 'disk', 'r1'));
    await drawn();
    expect(state.load?.error?.reason).toBe('storage');
    state.load?.retry();
    await drawn();
    expect(state.load).toMatchObject({ error: null, loading: true });
    answers[1]?.resolve('after all');
    await drawn();
    expect(state.load).toMatchObject({ data: 'after all', error: null, loading: false });
  });
});

/**
 * Runs in the page before anything else: puts instant stubs in the place of what a tag calls in the browser, so that
 * what is left is the time of the tag's own script. The first request marks the moment. Left as they are: timers and
 * what only tells a word (`location`, `document.title` and the like), and `URL`; their time counts as the tag's.
 */
export function stubBrowser(): void {
  const mark = performance.mark.bind(performance);
  const answerWith = (target: object, values: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(values))
      Object.defineProperty(target, name, { value, writable: true, configurable: true });
  };
  const nothing = () => {};
  let isTagRunning = false;

  let cookie = '';
  Object.defineProperty(Document.prototype, 'cookie', {
    get: () => cookie,
    set: (text: string) => {
      cookie = text.slice(0, text.indexOf(';'));
    },
    configurable: true,
  });
  answerWith(window, {
    localStorage: {},
    navigation: { currentEntry: { key: 'here' } },
    innerHeight: 800,
    scrollY: 0,
    ResizeObserver: class {
      observe = nothing;
    },
    fetch: () => {
      if (!isTagRunning) return;
      mark('bench-hit');
      console.info('bench-hit');
      return new Promise(nothing);
    },
  });
  answerWith(EventTarget.prototype, { addEventListener: nothing });
  answerWith(Crypto.prototype, { getRandomValues: (array: Uint8Array) => array });
  answerWith(History.prototype, { replaceState: nothing, pushState: nothing });
  answerWith(Performance.prototype, { now: () => 1 });
  answerWith(Element.prototype, { scrollHeight: 800, clientHeight: 800 });
  answerWith(HTMLElement.prototype, { offsetHeight: 800 });

  // Each once: that V8 compiles a stub when it is first called is no tag's time.
  for (const stub of [
    ...[window.fetch, EventTarget.prototype.addEventListener, Crypto.prototype.getRandomValues],
    ...[History.prototype.replaceState, Performance.prototype.now],
  ])
    Reflect.apply(stub, undefined, []);
  // biome-ignore lint/suspicious/noDocumentCookie: as a tag does it.
  document.cookie += ';';
  cookie = '';
  isTagRunning = true;
}

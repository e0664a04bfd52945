import { begin } from './consent.ts';
import { guard } from './lib/guard.ts';
import { ofDocument } from './lib/of-document.ts';
import { call } from './queue.ts';
import { start } from './start.ts';

guard(() => {
  const { src, dataset } = Object(
    ofDocument('currentScript') ||
      // A module has no current script. LINE's own has our file name, in its folder line_tag.
      document.querySelector('script[src*="/lt."]:not([src*=_tag])'),
  );
  // `data-consent="required"`: `_lt('consent')` before any call that waits, as the first line of a base code.
  if ('consent' in dataset) begin(dataset.consent);
  // Where this was done before, whoever did it gets the calls.
  const say = start(src) ? call : (args: unknown[]) => window._lt?.(...args);
  // The one-line install: the script itself says for whom it counts.
  if (dataset.tagId) {
    // An attribute that stands there without a value is on.
    say(['init', { ...dataset, spa: dataset.spa === '' || dataset.spa }]);
    say(['send', 'pv', [dataset.tagId]]);
  }
})();

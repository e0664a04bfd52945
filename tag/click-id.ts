import { without } from './lib/clean.ts';
import { guard } from './lib/guard.ts';

/** The click that led to this page, sent with every hit of it; 32 hex digits. */
export let click: string | undefined;

/** Says the click that a hop brought along. */
export const setClick = (id: string): void => {
  click = id;
};

/**
 * Takes the click id of a tracked link from the landing address and out of the address bar, so that it is
 * not bookmarked or shared on. The rest of the address and the history state stay as they are.
 */
export const takeClick = guard(() => {
  const { href } = location;
  click = /[?&]tl_click=([0-9a-f]{32})(?![^&#])/.exec(href)?.[1];
  // LIFF reads its answer from the address until liff.init() is done and forbids changing it before.
  if (click && !/liff\.|access_token/.test(href))
    history.replaceState(history.state, '', without(href, 'tl_click'));
});

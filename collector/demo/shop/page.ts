import { html, raw } from 'hono/html';
import { baseCode } from '../../../tag/snippet.ts';
import { STYLE } from './style.ts';

/** Whose tag the shop carries, and where its LINE is. */
export interface ShopOptions {
  collectorOrigin: string;
  tagId: string;
  lineOrigin: string;
  /** LINE Login channel of the account. */
  channelId: string;
}

/** A page's nonce stands on every script of it, the pasted codes included: the site's policy asks for that. */
export function withNonce(code: string, nonce: string) {
  return raw(code.replaceAll('<script>', `<script nonce="${nonce}">`));
}

/** Before the base code, on every page: what the visitor said about measuring, kept by the shop itself. */
const CONSENT =
  '<script>window._ltq=window._ltq||[];window._lt=window._lt||function(){_ltq.push(arguments)};' +
  "if(localStorage.getItem('said'))_lt('consent',localStorage.getItem('said'))</script>";

/** What the shop's own script does: the notice about measuring, and signing in with LINE. */
function shopScript({ lineOrigin, channelId }: ShopOptions): string {
  const login = JSON.stringify(`${lineOrigin}/demo/login?channel=${channelId}&user=`).replaceAll(
    '<',
    '\\u003c',
  );
  return `
const notice = document.querySelector('.notice');
if (!localStorage.getItem('said')) notice.hidden = false;
notice.addEventListener('click', (event) => {
  const answer = event.target.dataset.say;
  if (!answer) return;
  localStorage.setItem('said', answer);
  notice.hidden = true;
  _lt('consent', answer);
});
const signIn = document.querySelector('#sign-in');
signIn.addEventListener('click', async () => {
  let user = localStorage.getItem('user');
  if (!user) {
    user = 'U' + [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    localStorage.setItem('user', user);
  }
  const answer = await fetch(${login} + user);
  const { idToken } = await answer.json();
  localStorage.setItem('said', 'granted');
  notice.hidden = true;
  _lt('consent', 'granted');
  _lt('identify', { idToken });
  signIn.textContent = 'Signed in';
  signIn.disabled = true;
});
`;
}

/** A page of the shop, with the base code in its head as a site owner pastes it. */
export function page(
  options: ShopOptions,
  nonce: string,
  title: string,
  content: ReturnType<typeof html>,
  after: ReturnType<typeof raw> = raw(''),
) {
  const { collectorOrigin, tagId } = options;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${withNonce(CONSENT + baseCode({ origin: collectorOrigin, tagId }), nonce)}
<style nonce="${nonce}">${raw(STYLE)}</style>
</head>
<body>
<header class="bar">
<a class="name" href="/">Aoyama Tea House</a>
<a href="/">Teas</a>
<a href="/cart">Cart</a>
<button class="quiet" id="sign-in" type="button">Sign in with LINE</button>
</header>
<main>${content}</main>
<footer>A demo shop of Tagline. Nothing is sold here.</footer>
<div class="notice" role="region" aria-label="About measuring" hidden><div>
<p>We measure visits to learn which of our messages you like. May we also tie them to your LINE account when you sign in?</p>
<button type="button" data-say="granted">Agree</button>
<button type="button" class="quiet" data-say="denied">No, measure nothing</button>
</div></div>
<script nonce="${nonce}">${raw(shopScript(options))}</script>
${after}
</body>
</html>`;
}

import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html, raw } from 'hono/html';
import { conversionCode } from '../../../tag/snippet.ts';
import { page, type ShopOptions, withNonce } from './page.ts';
import { PRODUCTS, type Product, productOf, yen } from './product.ts';

/** The products of the cart cookie, in order. */
function cartOf(cookie: string | undefined): Product[] {
  return (cookie ?? '').split('.').flatMap((id) => productOf(id) ?? []);
}

function total(cart: Product[]): number {
  return cart.reduce((sum, { price }) => sum + price, 0);
}

/** Calls that the shop's developer wrote beside the pasted codes. Values are ours, so they can be written as JSON. */
function call(nonce: string, tagId: string, name: string, params: object) {
  const json = JSON.stringify({ type: name, ...params }).replaceAll('<', '\\u003c');
  return raw(`<script nonce="${nonce}">_lt('send', 'cv', ${json}, ['${tagId}']);</script>`);
}

/**
 * A small shop of another site, with a strict policy of its own, whose pages carry the codes as a site owner would
 * paste them.
 */
export function createShop(options: ShopOptions): Hono<{ Variables: { nonce: string } }> {
  const { collectorOrigin, lineOrigin, tagId } = options;
  const app = new Hono<{ Variables: { nonce: string } }>();

  app.use(async (c, next) => {
    const nonce = randomBytes(16).toString('base64');
    c.set('nonce', nonce);
    await next();
    c.res.headers.set(
      'Content-Security-Policy',
      [
        "default-src 'none'",
        `script-src 'nonce-${nonce}' ${collectorOrigin}`,
        `style-src 'nonce-${nonce}'`,
        `img-src ${collectorOrigin}`,
        `connect-src ${collectorOrigin} ${lineOrigin}`,
        "form-action 'self'",
        "base-uri 'none'",
      ].join('; '),
    );
    c.res.headers.set('Cache-Control', 'no-store');
  });

  app.get('/', (c) =>
    c.html(
      page(
        options,
        c.get('nonce'),
        'Aoyama Tea House',
        html`<h1>Tea from four small gardens</h1>
<p class="lead">Picked in May, steamed the same day, packed when you order.</p>
<ul class="list">${PRODUCTS.map(
          ({ id, name, japanese, price, hue }) => html`<li><a href="/products/${id}">
<span class="picture hue-${hue}" aria-hidden="true">${japanese}</span>
<strong>${name}</strong><span class="price">${yen(price)}</span></a></li>`,
        )}</ul>`,
      ),
    ),
  );

  app.get('/products/:id', (c) => {
    const product = productOf(c.req.param('id'));
    if (!product) return c.notFound();
    const { id, name, japanese, about, price, hue } = product;
    const nonce = c.get('nonce');
    return c.html(
      page(
        options,
        nonce,
        `${name} | Aoyama Tea House`,
        html`<div class="two"><span class="picture hue-${hue}" aria-hidden="true">${japanese}</span>
<div><h1>${name}</h1><p class="lead">${about}</p><p class="price">${yen(price)}</p>
<form method="post" action="/cart"><input type="hidden" name="product" value="${id}">
<button>Put into the cart</button></form></div></div>`,
        call(nonce, tagId, 'ViewItemDetail', { itemIds: [id] }),
      ),
    );
  });

  app.post('/cart', async (c) => {
    const form = await c.req.parseBody();
    const product = productOf(String(form.product));
    if (!product) return c.notFound();
    const cart = [...cartOf(getCookie(c, 'cart')), product].slice(-20);
    setCookie(c, 'cart', cart.map(({ id }) => id).join('.'), { httpOnly: true, sameSite: 'Lax', path: '/' });
    return c.redirect(`/cart?added=${product.id}`, 303);
  });

  app.get('/cart', (c) => {
    const cart = cartOf(getCookie(c, 'cart'));
    const nonce = c.get('nonce');
    const added = productOf(c.req.query('added') ?? '');
    const content =
      cart.length === 0
        ? html`<h1>Your cart is empty</h1><p class="lead">Choose a tea first.</p><a class="button" href="/">To the teas</a>`
        : html`<h1>Your cart</h1><table><tbody>${cart.map(
            ({ name, price }) => html`<tr><td>${name}</td><td>${yen(price)}</td></tr>`,
          )}<tr><td><strong>Total</strong></td><td><strong>${yen(total(cart))}</strong></td></tr></tbody></table>
<form method="post" action="/order" class="row"><button>Buy now</button><a href="/">Go on looking</a></form>`;
    const after = added
      ? call(nonce, tagId, 'AddToCart', { itemIds: [added.id], value: added.price, currency: 'JPY' })
      : raw('');
    return c.html(page(options, nonce, 'Cart | Aoyama Tea House', content, after));
  });

  app.post('/order', (c) => {
    const cart = cartOf(getCookie(c, 'cart'));
    if (cart.length === 0) return c.redirect('/cart', 303);
    deleteCookie(c, 'cart', { path: '/' });
    return c.redirect(`/thanks?order=${randomBytes(6).toString('hex')}&total=${total(cart)}`, 303);
  });

  app.get('/thanks', (c) => {
    const order = /^[0-9a-f]{12}$/.exec(c.req.query('order') ?? '')?.[0] ?? '000000000000';
    const amount = Number(/^\d{1,7}$/.exec(c.req.query('total') ?? '')?.[0] ?? '0');
    const nonce = c.get('nonce');
    return c.html(
      page(
        options,
        nonce,
        'Thank you | Aoyama Tea House',
        html`<h1>Thank you</h1><p class="lead">Order ${order} over ${yen(amount)} is on its way.</p><a class="button" href="/">Back to the teas</a>`,
        thanksCodes(tagId, nonce, order, amount),
      ),
    );
  });

  return app;
}

/** The conversion code with the order's value put in, as LINE's manual says to; a reload is folded by its number. */
function thanksCodes(tagId: string, nonce: string, order: string, amount: number) {
  const params = `{type:'Conversion',value:${amount},currency:'JPY',deduplicationKey:'${order}'}`;
  return withNonce(conversionCode({ tagId }).replace(/\{type:\s*'Conversion'\}/, params), nonce);
}

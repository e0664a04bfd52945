/** Something the demo shop sells; the price is in yen. */
export interface Product {
  id: string;
  name: string;
  japanese: string;
  about: string;
  price: number;
  /** Hue of its picture. */
  hue: number;
}

export const PRODUCTS: readonly Product[] = [
  {
    id: 'sencha',
    name: 'Sencha, first flush',
    japanese: '煎茶',
    about: 'Steamed on the day of picking. Bright, grassy, a little salt of the sea.',
    price: 1480,
    hue: 105,
  },
  {
    id: 'hojicha',
    name: 'Hojicha, oak roast',
    japanese: 'ほうじ茶',
    about: 'Roasted in small drums until it smells of toast and cocoa. Good in the evening.',
    price: 980,
    hue: 28,
  },
  {
    id: 'matcha',
    name: 'Matcha, stone ground',
    japanese: '抹茶',
    about: 'Forty grams an hour from a granite mill. For the bowl, not for the cake.',
    price: 2680,
    hue: 88,
  },
  {
    id: 'teapot',
    name: 'Kyusu teapot, 280 ml',
    japanese: '急須',
    about: 'Tokoname clay with a side handle and a fine ceramic sieve.',
    price: 6400,
    hue: 14,
  },
];

/** The product of an id, or null. */
export function productOf(id: string): Product | null {
  return PRODUCTS.find((product) => product.id === id) ?? null;
}

/** Yen as a Japanese shop writes them. */
export function yen(amount: number): string {
  return new Intl.NumberFormat('ja-JP', { style: 'currency', currency: 'JPY' }).format(amount);
}

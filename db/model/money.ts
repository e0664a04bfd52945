/** Integer minor units of an ISO 4217 currency; `XXX` (no currency) where the site named none. */
export interface Money {
  minor: number;
  currency: string;
}

/** The code ISO 4217 keeps for "no currency". */
export const NO_CURRENCY = 'XXX';

/** The largest value one hit may carry, in minor units. Sums of nine thousand of these are still exact. */
export const MAX_MINOR = 1_000_000_000_000;

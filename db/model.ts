/**
 * The words of the product as types. Instants are milliseconds since 1970 UTC, money is integer minor units,
 * ids of records are positive integers, ids made elsewhere (hit, visitor, click) are 32 lower-case hex digits.
 */

export * from './model/account.ts';
export * from './model/api-key.ts';
export * from './model/hit.ts';
export * from './model/identity.ts';
export * from './model/import.ts';
export * from './model/live.ts';
export * from './model/money.ts';
export * from './model/outcome.ts';
export * from './model/record.ts';
export * from './model/rule.ts';
export * from './model/time.ts';

/*
 * The tables: who may sign in, what they made (records), what happened (facts). Every table is STRICT
 * (added to the generated SQL by db/sqlite/migration.mjs). Instants are milliseconds since 1970 UTC. Ids made
 * elsewhere (hit, visitor, click) are 16 bytes. Texts that repeat (addresses, user agents, names) are kept
 * once in a dictionary and named by number.
 */

export * from './fact.ts';
export * from './member.ts';
export * from './record.ts';

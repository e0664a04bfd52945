import type { Store } from '../../db/open.ts';

/**
 * What a sign-in left behind, to be put into another database: a password is slow to check on purpose, and few tests are
 * about that. Gives what writes it there.
 */
export function rememberSignIn({ db, schema }: Store['signIn']): (into: Store['signIn']) => void {
  const members = db.select().from(schema.member).all();
  const credentials = db.select().from(schema.memberCredential).all();
  const sessions = db.select().from(schema.memberSession).all();
  return (into) => {
    into.db.insert(into.schema.member).values(members).run();
    into.db.insert(into.schema.memberCredential).values(credentials).run();
    into.db.insert(into.schema.memberSession).values(sessions).run();
  };
}

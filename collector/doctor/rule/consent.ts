import { type Evidence, tagged, whole } from '../evidence.ts';
import { type Finding, finding } from '../finding.ts';

/** What takes the place of a no that is said for everybody. */
const QUESTION = "_lt('consent');";

/** Whether anybody's yes can reach the tag. */
export function consent(evidence: Evidence): Finding[] {
  const { account, live, calls, starts, codes } = evidence;
  if (calls.length + starts.length === 0) return [];
  const answers = live.filter(({ kind }) => kind === 'consent');
  const isMine = account !== null && tagged(live).includes(account.tagId);
  if (isMine && account.consent === 'required' && answers.length === 0)
    return [finding('consent_never_given', { lines: whole(evidence) })];
  const isDenied = answers.some(
    // A handler that runs now is that of the page as it is opened.
    ({ event, moment, where }) =>
      event === 'denied' && moment === 'now' && (where === 'page' || where === 'action'),
  );
  // What is not written there may be a yes.
  if (!isDenied || answers.some(({ event }) => event === 'granted' || event === null)) return [];
  const mayGrant = codes.loads || codes.containers.length > 0;
  return [finding('consent_denied', { lines: [QUESTION], weight: mayGrant ? 'warning' : 'grave' })];
}

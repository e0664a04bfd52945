import { z } from '@hono/zod-openapi';
import type { Rule } from '../../db/model.ts';

/** An event's name as sites write them: anything visible, LINE's own grammar is 20 of `A-Za-z0-9_-`. */
export const EventName = z
  .string()
  .trim()
  .normalize('NFC') // as hits are kept
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters');

/** Part of an address, in any script: as a person reads it, or as a browser writes it. */
const AddressPart = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1)
  .max(500)
  .regex(/^[^#]*$/, 'must not hold #: what stands behind it is never kept');

/** What a person chooses in a form; `ruleOf` makes the rule of it. */
export const RuleChoice = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('event'), event: EventName }),
    z.object({ by: z.literal('url'), contains: AddressPart }),
  ])
  .openapi('RuleChoice');
export type RuleChoice = z.infer<typeof RuleChoice>;

/**
 * The rule of a choice. "URL contains" asks for page views: the events of the same page would count the same
 * visit again.
 */
export function ruleOf(choice: RuleChoice): Rule {
  return choice.by === 'event'
    ? { all: [{ kind: 'event' }, { event: { is: choice.event } }] }
    : { all: [{ kind: 'page_view' }, { url: { contains: choice.contains } }] };
}

/** The choice that made a rule. Throws a plain Error on a rule no form can make: a fault of ours. */
export function choiceOf(rule: Rule): RuleChoice {
  for (const part of 'all' in rule ? rule.all : [rule]) {
    if ('event' in part) return { by: 'event', event: part.event.is };
    if ('url' in part) return { by: 'url', contains: part.url.contains };
  }
  throw new Error('no form makes this rule');
}

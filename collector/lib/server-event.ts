import { z } from '@hono/zod-openapi';
import { NO_CURRENCY } from '../../db/model.ts';
import { isCurrency, moneyOf } from './money.ts';
import { keepable } from './text.ts';

/** Further properties as JSON text may be this long, and nested this deep. */
const PROPS_MAX = 4096;
const DEPTH_MAX = 8;

/** The parts in which LINE's Conversion API groups the fields of an event. */
const GROUPS = ['event', 'user', 'web', 'custom'] as const;

/* The patterns have no flags: they go into the OpenAPI document, which knows none. */

/** 128 bits as hex, also written as a UUID. */
const Id = z
  .string()
  .regex(/^[0-9a-fA-F]{32}$|^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/)
  .transform((id) => id.replaceAll('-', '').toLowerCase());

/** Something that is cut rather than refused, because a visitor's browser made it. */
const cut = (max: number) => z.string().transform((text) => keepable(text, max).trim());

/** A name or key of the site's own making: cut, it would be another. It may well be a number. */
const own = (max: number) =>
  z
    .union([z.string(), z.number()])
    .transform(String)
    .refine((text) => text.length <= max && keepable(text, max).trim() !== '')
    .transform((text) => keepable(text, max).trim());

const Sha256 = z.string().regex(/^[0-9a-fA-F]{64}$/);

const DECIMAL = /^\d+(\.\d+)?$/;

function instantOf(value: number | string): number | null {
  if (typeof value === 'string' && !DECIMAL.test(value)) return Date.parse(value);
  const number = Number(value);
  // As seconds this is the year 5138, as milliseconds 1973: nobody means either.
  return number < 1e11 ? number * 1000 : number;
}

const Time = z
  .union([
    z.number().positive(),
    z.string().regex(/^\d{9,13}(\.\d+)?$|^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/),
  ])
  .transform(instantOf)
  .pipe(z.number().positive().max(8.64e15))
  .transform(Math.round);

function depthOf(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (most === 0) return 1;
  let depth = 0;
  for (const inner of Object.values(value)) depth = Math.max(depth, depthOf(inner, most - 1));
  return depth + 1;
}

const isShallow = (value: unknown) => depthOf(value, DEPTH_MAX) <= DEPTH_MAX;

const Amount = z
  .union([z.number(), z.string().trim().regex(DECIMAL).transform(Number)])
  .pipe(z.number().min(0));

const Fields = z.object({
  id: Id.optional().openapi({
    description: '128 bits as hex or UUID; made of the content where it is missing',
  }),
  event_type: z.enum(['conversion', 'page_view']).optional(),
  event_name: own(100).optional().openapi({ description: 'Needed unless event_type is page_view' }),
  event_timestamp: Time.optional().openapi({
    description: 'Seconds or milliseconds since 1970 UTC, or ISO 8601 with a zone; else the time of arrival',
  }),
  deduplication_key: own(256).optional(),
  test_flag: z
    .boolean()
    .optional()
    .openapi({ description: 'Checked and shown in the live view, not stored' }),
  line_uid: z
    .string()
    .regex(/^U[0-9a-f]{32}$/)
    .optional(),
  browser_id: Id.optional().openapi({ description: "The visitor: of the cookie _tl, or LINE's __lt__cid" }),
  click_id: cut(512).optional(),
  external_id: own(512).optional(),
  phone: Sha256.optional().openapi({ description: 'Checked, not kept' }),
  email: Sha256.optional().openapi({ description: 'Checked, not kept' }),
  url: z
    .string()
    .trim()
    .regex(/^[hH][tT][tT][pP][sS]?:\/\//)
    .optional(),
  referrer: z.string().optional(),
  title: cut(1024).optional(),
  user_agent: cut(512).optional().openapi({ description: "Of the visitor's browser" }),
  language: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,35}$/)
    .optional(),
  screen: z
    .string()
    .regex(/^\d{1,5}x\d{1,5}$/)
    .optional(),
  value: Amount.optional().openapi({ description: 'In major units, as a site writes it: 12.5' }),
  currency: z
    .string()
    .transform((code) => code.toUpperCase())
    .refine(isCurrency)
    .optional(),
  quantity: z.unknown().optional(),
  item_ids: z.unknown().optional(),
  keywords: z.unknown().optional(),
  category: z.unknown().optional(),
  props: z.record(z.string(), z.unknown()).refine(isShallow).optional(),
  consent: z.enum(['granted', 'denied']).optional(),
});

/** The fields that go on as properties of the event, as LINE calls them. */
const PROPS = ['quantity', 'item_ids', 'keywords', 'category'] as const;

function propsOf(fields: z.output<typeof Fields>): string | null {
  const given = PROPS.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]] as const]));
  const all = [...Object.entries(fields.props ?? {}), ...given];
  return all.length === 0 ? null : JSON.stringify(Object.fromEntries(all));
}

/** An event as a server sends it, or an import brings it. */
export const ServerEvent = Fields.transform((fields, context) => {
  const refuse = (field: string) => {
    context.addIssue({ code: 'custom', path: [field], message: 'is missing or malformed' });
    return z.NEVER;
  };
  const view = fields.event_type === 'page_view';
  if (!view && fields.event_name === undefined) return refuse('event_name');
  if (view && fields.url === undefined) return refuse('url');
  const value = fields.value === undefined ? null : moneyOf(fields.value, fields.currency ?? NO_CURRENCY);
  if (fields.value !== undefined && value === null) return refuse('value');
  for (const name of PROPS) if (!isShallow(fields[name])) return refuse(name);
  const props = propsOf(fields);
  if (props !== null && keepable(props, PROPS_MAX + 1).length > PROPS_MAX) return refuse('props');
  return Object.assign(fields, {
    event: view ? null : (fields.event_name ?? null),
    money: view ? null : value,
    json: props === null ? null : keepable(props, PROPS_MAX),
  });
}).openapi('ServerEvent');
export type ServerEvent = z.output<typeof ServerEvent>;

/** What templates and careless programs send for nothing. */
const NOTHING: ReadonlySet<unknown> = new Set([null, undefined, '', 'undefined']);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of an event side by side, whether they came so or in LINE's groups. */
function flat(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  const put = (from: Readonly<Record<string, unknown>>) => {
    for (const name of Object.keys(from)) {
      // No field is called so, and setting it would set something else.
      if (name !== '__proto__' && !NOTHING.has(from[name])) fields[name] = from[name];
    }
  };
  for (const group of GROUPS) {
    const inner = value[group];
    if (isObject(inner)) put(inner);
  }
  put(value);
  return fields;
}

/** An event that was read; or the field that is missing or malformed, beside the id where that could be read. */
export type ReadEvent = { event: ServerEvent } | { field: string | null; id: string | null };

/** Reads an event as it came, whatever it is. */
export function readServerEvent(value: unknown): ReadEvent {
  if (!isObject(value)) return { field: null, id: null };
  const fields = flat(value);
  const read = ServerEvent.safeParse(fields);
  if (read.success) return { event: read.data };
  const [field] = read.error.issues[0]?.path ?? [];
  return { field: typeof field === 'string' ? field : null, id: Id.safeParse(fields.id).data ?? null };
}

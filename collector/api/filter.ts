import { z } from '@hono/zod-openapi';
import { DEVICES } from '../../db/model.ts';
import type { Filter } from '../../db/store.ts';

const Device = z.templateLiteral([z.enum(DEVICES), z.enum(['', '.line'])]);

/** Which hits a report is about, as query parameters; all of them must hold. */
export const FilterIn = z.object({
  page: z.string().min(1).max(2048).optional().openapi({ description: 'Host and path: hits on that page' }),
  device: Device.optional().openapi({
    description: "Hits with that device; `.line` behind it means in LINE's own browser, else out of it",
    example: 'mobile.line',
  }),
  country: z
    .string()
    .regex(/^([A-Z]{2})?$/)
    .optional()
    .openapi({ description: 'ISO 3166-1: hits from there; empty where it is not known' }),
  source: z.string().max(512).optional().openapi({
    description: 'Hits of people who arrived from there in the range; empty is direct',
  }),
  event: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .openapi({ description: 'Hits of people who did that in the range' }),
  broadcast: z.coerce.number().int().positive().optional().openapi({
    description: 'Hits of people who clicked a link of that broadcast in the range',
  }),
});

/** The filter that query parameters ask for. */
export function filterOf({ device, ...rest }: z.infer<typeof FilterIn>): Filter {
  if (device === undefined) return rest;
  const name = DEVICES.find((one) => device === one || device === `${one}.line`) ?? 'other';
  return { ...rest, device: { device: name, lineApp: device.endsWith('.line') } };
}

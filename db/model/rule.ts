/**
 * The rule language that conversions and audiences share. A rule is asked of one hit.
 * `url contains` looks at the whole cleaned address, case-sensitively.
 */
export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | { kind: 'page_view' | 'event' }
  | { event: { is: string } }
  | { url: { contains: string } };

/**
 * What can be wrong with a page, each with its weight, in the words and weights of the Tracking page where that has
 * them too. grave: a figure is wrong or missing because of it; warning: not as it should be; note: worth knowing.
 */
export const FINDINGS = {
  http_status: 'grave',
  walled: 'warning',
  leads_on: 'warning',
  not_html: 'grave',
  no_code: 'grave',
  commented_out: 'grave',
  code_as_text: 'grave',
  never_runs: 'grave',
  image_only: 'grave',
  smart_quotes: 'grave',
  escaped_quotes: 'grave',
  line_break: 'grave',
  markup: 'grave',
  broken_code: 'grave',
  misspelt: 'grave',
  template_text: 'grave',
  bad_id: 'grave',
  empty_id: 'grave',
  template_name: 'grave',
  unknown_tag: 'grave',
  other_account: 'grave',
  no_script: 'grave',
  line_script: 'grave',
  shadow_below: 'grave',
  other_script: 'grave',
  second_collector: 'grave',
  wrong_address: 'grave',
  insecure_script: 'grave',
  no_build: 'grave',
  wrong_integrity: 'grave',
  moving_integrity: 'grave',
  no_crossorigin: 'grave',
  no_stub: 'grave',
  base_code_missing: 'grave',
  no_page_view: 'grave',
  event_twice: 'grave',
  ignored: 'grave',
  bad_value: 'grave',
  consent_never_given: 'grave',
  consent_denied: 'grave',
  csp: 'grave',
  csp_inline: 'grave',
  csp_nonce: 'grave',
  csp_handler: 'grave',
  trusted_types: 'grave',
  unlisted_page: 'grave',
  clicks_lost: 'grave',
  in_container: 'warning',
  no_init: 'warning',
  base_code_twice: 'warning',
  conversion_here: 'warning',
  no_tags: 'warning',
  no_name: 'warning',
  odd_name: 'warning',
  bad_currency: 'warning',
  bad_key: 'warning',
  swapped: 'warning',
  held_back: 'note',
  conversion_first: 'note',
  both_scripts: 'note',
  unread_script: 'note',
  all_sites_taken: 'note',
  page_cut: 'note',
  page_late: 'note',
} as const;

export type FindingName = keyof typeof FINDINGS;
export const WEIGHTS = ['grave', 'warning', 'note'] as const;
export type Weight = (typeof WEIGHTS)[number];

export interface Finding {
  finding: FindingName;
  weight: Weight;
  /** What it is about: a tag id, an event, a host, an address. Text of the page: to be shown as text. */
  names: string[];
  /** Lines to copy: what to put into the page or its policy. */
  lines: string[];
}

/** A finding; a rule may give it another weight than it has by itself. */
export function finding(
  name: FindingName,
  { names = [], lines = [], weight = FINDINGS[name] }: Partial<Omit<Finding, 'finding'>> = {},
): Finding {
  return { finding: name, weight, names: names.slice(0, 5).map((one) => one.slice(0, 200)), lines };
}

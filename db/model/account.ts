import type { Instant } from './time.ts';

export type Consent = 'granted' | 'denied';

/** `assumed`: measured until denied. `required`: nothing is stored until granted. */
export type ConsentMode = 'assumed' | 'required';

export interface Account {
  id: number;
  /** Lower-case UUID, stands in the tag. */
  tagId: string;
  name: string;
  /** IANA name; a day of this account is a day there. */
  timeZone: string;
  /** Hosts whose pages (and those of hosts below them) are measured; empty takes every site. */
  domains: string[];
  consent: ConsentMode;
  /** The owner declares that the site itself obtains consent for tying browsers to LINE users. */
  identityDeclared: boolean;
  /** Names of query parameters whose values are cut, beside those that always are. */
  cutParams: string[];
  /** LINE Login channel id that ID tokens must be made for; null refuses `identify`. */
  loginChannelId: string | null;
  /** Days after which hits and what hangs on them are forgotten; null keeps them for ever. */
  keepDays: number | null;
  createdAt: Instant;
}

export type NewAccount = Omit<Account, 'id' | 'keepDays'> & { keepDays?: number | null };

import { apiKeys } from './en/api-keys.ts';
import { audiences } from './en/audiences.ts';
import { broadcasts } from './en/broadcasts.ts';
import { code } from './en/code.ts';
import { common } from './en/common.ts';
import { conversions } from './en/conversions.ts';
import { doctor } from './en/doctor.ts';
import { health } from './en/health.ts';
import { links } from './en/links.ts';
import { live } from './en/live.ts';
import { overview } from './en/overview.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { tracking } from './en/tracking.ts';

/** English: it defines which keys there are and which `{placeholders}` they take. */
export const en = {
  ...common,
  ...shell,
  ...overview,
  ...tracking,
  ...code,
  ...doctor,
  ...live,
  ...health,
  ...links,
  ...conversions,
  ...broadcasts,
  ...audiences,
  ...settings,
  ...apiKeys,
} as const;

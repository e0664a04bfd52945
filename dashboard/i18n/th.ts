import type { Dictionary } from './dictionary.ts';
import { apiKeys } from './th/api-keys.ts';
import { audiences } from './th/audiences.ts';
import { broadcasts } from './th/broadcasts.ts';
import { code } from './th/code.ts';
import { common } from './th/common.ts';
import { conversions } from './th/conversions.ts';
import { doctor } from './th/doctor.ts';
import { health } from './th/health.ts';
import { links } from './th/links.ts';
import { live } from './th/live.ts';
import { overview } from './th/overview.ts';
import { settings } from './th/settings.ts';
import { shell } from './th/shell.ts';
import { tracking } from './th/tracking.ts';

/** Thai, with the words of LINE Official Account Manager in Thailand. */
export const th: Dictionary = {
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
};

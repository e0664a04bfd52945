import type { Dictionary } from './dictionary.ts';
import { apiKeys } from './ja/api-keys.ts';
import { audiences } from './ja/audiences.ts';
import { broadcasts } from './ja/broadcasts.ts';
import { code } from './ja/code.ts';
import { common } from './ja/common.ts';
import { conversions } from './ja/conversions.ts';
import { doctor } from './ja/doctor.ts';
import { health } from './ja/health.ts';
import { links } from './ja/links.ts';
import { live } from './ja/live.ts';
import { overview } from './ja/overview.ts';
import { settings } from './ja/settings.ts';
import { shell } from './ja/shell.ts';
import { tracking } from './ja/tracking.ts';

/** Japanese, with the words of LINE公式アカウント管理画面. */
export const ja: Dictionary = {
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

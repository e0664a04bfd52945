import type { Dictionary } from './dictionary.ts';
import { apiKeys } from './zh-tw/api-keys.ts';
import { audiences } from './zh-tw/audiences.ts';
import { broadcasts } from './zh-tw/broadcasts.ts';
import { code } from './zh-tw/code.ts';
import { common } from './zh-tw/common.ts';
import { conversions } from './zh-tw/conversions.ts';
import { doctor } from './zh-tw/doctor.ts';
import { health } from './zh-tw/health.ts';
import { links } from './zh-tw/links.ts';
import { live } from './zh-tw/live.ts';
import { overview } from './zh-tw/overview.ts';
import { settings } from './zh-tw/settings.ts';
import { shell } from './zh-tw/shell.ts';
import { tracking } from './zh-tw/tracking.ts';

/** Traditional Chinese as in Taiwan, with the words of LINE Official Account Manager there. */
export const zhTW: Dictionary = {
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

import { en } from './en.ts';
import type { Dictionary } from './text.ts';
export const ja: Dictionary = en;

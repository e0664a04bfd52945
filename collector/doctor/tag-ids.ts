/** A tag id, or several joined by commas. */
export const TAG_IDS = /^[0-9a-f-]{36}(?:\s*,\s*[0-9a-f-]{36}){0,9}$/i;

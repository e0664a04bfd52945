/** Reads a remembered choice; null where there is none or storage is closed to us (private mode, policy). */
export function stored(name: string): string | null {
  try {
    return localStorage.getItem(`tagline.${name}`);
  } catch {
    return null;
  }
}

/** Remembers a choice in this browser; without storage it lasts until the page is left. */
export function store(name: string, value: string): void {
  try {
    localStorage.setItem(`tagline.${name}`, value);
  } catch {
    // Nothing to do: the choice holds for this page.
  }
}

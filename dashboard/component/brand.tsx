/** Our mark: a line under a T. */
export function Brand() {
  return (
    <span class="brand">
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
        <rect class="brand-ground" width="24" height="24" rx="6" />
        <path class="brand-letter" d="M6 8h12M12 8v6" />
        <path class="brand-line" d="M6 18h12" />
      </svg>
      <span>Tagline</span>
    </span>
  );
}

/** A call as the stub of a page's snippet leaves it: its `arguments` object. */
export type QueuedCall = ArrayLike<unknown>;

declare global {
  interface Window {
    /** The public call; the snippet's stub until the tag has loaded. */
    _lt?: (...call: unknown[]) => void;
    /** Calls for whatever tag is on the page, before and after it has loaded. */
    _ltq?: QueuedCall[];
    /** The same calls, kept apart by the shadow code, because LINE's own tag empties the other. */
    _tlq?: QueuedCall[];
  }
  interface Navigator {
    /** Global Privacy Control: the visitor asked not to be followed. */
    readonly globalPrivacyControl?: boolean;
  }
  interface Document {
    /** The page is being rendered before anybody asked to see it (speculation rules). */
    readonly prerendering?: boolean;
  }
}

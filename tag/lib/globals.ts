/** A call as the stub of a page's snippet leaves it: its `arguments` object. */
export type QueuedCall = Iterable<unknown>;

declare global {
  interface Window {
    /** The public call; the snippet's stub until the tag has loaded. */
    _lt?: (...call: unknown[]) => void;
    /** Calls that wait for the tag: an array before it has loaded, an object with `push` afterwards. */
    _ltq?: { push(call: QueuedCall): unknown };
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

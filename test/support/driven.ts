/** A cookie, as far as the tests look at it. */
export interface Cookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  /** Seconds since 1970. */
  expires: number;
  secure: boolean;
  sameSite: string;
}

/** A tab, whichever browser it is of. */
export interface Tab {
  /** Opens an address and waits until the page has loaded. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Clicks as a person does. */
  click(selector: string): Promise<void>;
  /** What a script, given as text, comes to in the page. */
  evaluate(script: string): Promise<unknown>;
  /** Brings a tab of the background before the person. */
  show(): Promise<void>;
  close(): Promise<void>;
}

/** A fresh profile: cookies and storage of its own. */
export interface Profile {
  /** What the pages' own error handlers saw, in all tabs that were opened here. */
  errors: string[];
  /** A new tab; one of the background is `document.hidden` until it is shown. */
  tab(options?: { background?: boolean }): Promise<Tab>;
  cookies(): Promise<Cookie[]>;
  /** Takes the network from the tabs that are open, or gives it back. */
  offline(isOffline: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A running browser. Every host below `.test` is this machine. */
export interface Driven {
  /** Opens a profile; `gpc` says by Global Privacy Control that its person must not be followed. */
  open(options?: { gpc?: boolean }): Promise<Profile>;
  close(): Promise<void>;
}

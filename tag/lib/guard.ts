/**
 * `run`, except that it never throws: it then answers undefined.
 *
 * The tag is a guest. Storage, cookies and globals of a page may throw or be overridden, and none of that
 * may reach the page's own error handlers.
 */
export const guard =
  <Args extends unknown[], Answer>(run: (...args: Args) => Answer) =>
  (...args: Args): Answer | undefined => {
    try {
      return run(...args);
    } catch {
      // The page's trouble is not told to the page.
    }
  };

/**
 * What the document says of itself. Asked of its prototype, because the names of elements stand before what is the
 * document's own: on a page with `<form name="hidden">`, `document.hidden` is a form.
 */
export const ofDocument = <Name extends keyof Document>(name: Name): Document[Name] =>
  Reflect.get(Document.prototype, name, document);

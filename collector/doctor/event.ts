/** What comes by itself, by its name as an event, as a property and as a method. */
export const BY_ITSELF =
  /^(?:on)?(?:DOMContentLoaded|load|ready|pageshow|readystatechange|turbo:load|page:load)$/;
/** What of that comes once while a page is there, and not for each of its routes or whenever it comes back. */
export const ONCE = /^(?:on)?(?:DOMContentLoaded|load|ready|readystatechange)$/;
/** What takes the name of an event and a function. */
export const LISTENS = /^(?:addEventListener|attachEvent|on|one|once|bind|live|delegate)$/;
/** What calls the function that it is given, and does so once. */
export const CALLS_ONCE =
  /^(?:\$|jQuery|ready|setTimeout|requestIdleCallback|requestAnimationFrame|queueMicrotask|then|finally)$/;
/** jQuery's names of events that somebody makes. */
export const BY_SOMEBODY =
  /^(?:click|dblclick|submit|change|focus|blur|select|hover|scroll|resize|key\w+|mouse\w+|touch\w+)$/;
/** Methods that a framework calls by itself as the page is opened, or the language as an object is made. */
export const BY_FRAMEWORK =
  /^(?:constructor|beforeCreate|created|beforeMount|mounted|ready|componentDidMount|connectedCallback|firstUpdated|ngOnInit|ngAfterViewInit)$/;

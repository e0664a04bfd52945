/** The ways to install, and their options. */
export const code = {
  'way.label': 'How to install',
  'way.base': 'Base code',
  'way.line': 'One line',
  'way.npm': 'npm package',
  'way.gtm': 'Tag manager',
  'way.shadow': 'Compare with LINE',
  'code.lineWhere':
    'On every page of the site, in the <head>, once. No script stands in the page itself, so a strict Content-Security-Policy only has to let this address in. Without scripts nothing is counted.',
  'code.npmWhere':
    'For sites that bundle their scripts. Run “npm run build” and “npm pack ./dist/npm” in the folder of Tagline, install the file that this makes, and put these lines where your site starts.',
  'code.npmEventWhere': 'Where the goal is reached. Any other name makes a custom event.',
  'code.gtmTemplate': 'With the template',
  'code.gtmTemplateWhere':
    'In Google Tag Manager open “Templates”, “New”, and import tag/gtm/template.tpl from the folder of Tagline. Make one tag of the kind “Base code” on the trigger “Initialization – All Pages”, and one of the kind “Conversion” on the trigger of the goal. They ask for these:',
  'code.collector': 'Collector address',
  'code.gtmHtml': 'As Custom HTML',
  'code.gtmBaseWhere':
    'Without the template: this in a tag of the type “Custom HTML” on the trigger “Initialization – All Pages”.',
  'code.gtmConversionWhere':
    'In another tag “Custom HTML”, on the trigger of the goal. It may run before the base code: calls wait, so no tag sequence is needed.',
  'code.shadowWhere':
    'On every page, above LINE’s base code, which stays as it is. Every call then goes to LINE and to Tagline, so that you can compare before you switch.',
  'code.shadowTagId':
    'LINE’s codes on your pages have to carry the tag id {tagId}. If they carry another, make a new account with LINE’s tag id.',
  'code.shadow': 'Shadow code',
  'option.spa': 'Single-page app',
  'option.spaHint': 'Counts a page view where the address changes without loading.',
  'option.spaOff': 'No',
  'option.spaHistory': 'Yes, by its addresses',
  'option.spaHash': 'Yes, by what follows #/ or #!',
  'option.link': 'Know visitors across my domains',
  'option.linkHint': 'When a link leads from one to another, or out of LINE’s in-app browser: {domains}.',
  'option.pin': 'Pin build {number}',
  'option.pinHint':
    'The script never changes; the browser refuses any other. A new version needs a new code.',
} as const;

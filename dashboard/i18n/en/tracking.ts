/** The Tracking page. */
export const tracking = {
  'tracking.lead': 'Put the codes into your site and see whether they arrive.',
  'tracking.codes': 'Codes',
  'tracking.codesLead': 'Each code is one line. Paste it as it is: added line breaks or spaces can break it.',
  'tracking.events': 'Events',
  'tracking.eventsHelp':
    'Every other event that arrived, and the image. An event can be chosen for conversions and audiences once it was seen.',
  'tracking.noEvents': 'No other events yet',
  'tracking.noEventsText': 'Custom events show here as soon as the first one arrives.',
  'tracking.outcomes': 'What became of every hit',
  'tracking.outcomesLead':
    'Nothing goes missing silently: every hit received is in exactly one of these lines.',
  'tracking.toHealth': 'See what became of every hit',
  'tracking.nobody': 'Hits of no account',
  'tracking.nobodyLead':
    'Sent to this server with a tag id that no account has, or not readable at all. A mistyped tag id shows here.',
  'tracking.noHits': 'No hit was received yet',
  'tracking.noHitsText': 'Paste the base code into your site, then open the site.',
  'tracking.findings': 'Needs attention',
  'tracking.event': 'Event',
  'tracking.status': 'Status',
  'tracking.count': 'Hits',
  'tracking.hits': 'Hits',
  'tracking.first': 'First seen',
  'tracking.last': 'Last seen',
  'tracking.where': 'Where',
  'tracking.outcome': 'Outcome',
  'tracking.reason': 'Reason',
  'tracking.sample': 'The latest such hit, as it was received:',
  'tracking.sampleOf': 'Sample: {what}',
  'tracking.noSample': 'No sample is kept of these.',
  'loss.title': 'Hits that never arrived',
  'loss.help':
    'The last 28 days by arrival. Each browser numbers its hits; a number that is missing between two that came is a hit that was lost. What arrives late closes its gap. A jump of 1,000 or more is a browser that lost count. Hits that arrived and were dropped or rejected (no consent, spam, too many) leave a gap as well, since nothing of them is kept. Lost hits before the first or after the last of a browser cannot be seen.',
  'loss.sum': '{lost} of {all} numbered hits were lost: {share}.',
  'loss.unmeasured':
    'Unmeasured, because they carry no number: {images} hits by image, {unnumbered} by the tag where the browser keeps nothing.',
  'loss.none': 'Nothing was numbered in 28 days',
  'loss.noneText': 'As soon as the tag sends numbered hits, this says how many of them are lost.',
  'loss.browser': 'Browser',
  'loss.lineApp': 'LINE app',
  'loss.unknownBrowser': 'Unknown',
  'loss.received': 'Arrived',
  'loss.lost': 'Lost',
  'loss.share': 'Share lost',
  'cuts.title': 'Cut before keeping',
  'cuts.help':
    'Tokens, e-mail addresses, phone and card numbers, and the parameters on your list are cut from addresses and titles, in the browser and again on the server. What was cut is kept nowhere; only how often is counted.',
  'cuts.sum': 'Pieces cut in the last 28 days: {pieces}. Hits they stood in: {hits}.',
  'cuts.none': 'Nothing had to be cut in the last 28 days.',
  'cuts.toSettings': 'Edit the list',
  'code.base': 'Base code',
  'code.consentRequired':
    "This account requires consent: the code sends and keeps nothing until your site calls _lt('consent','granted') below it, on every page of a visitor who agreed.",
  'code.baseWhere': 'On every page of the site, in the <head>, once. Or in a tag manager, on all pages.',
  'code.conversion': 'Conversion code',
  'code.conversionWhere':
    'On the page that shows the goal was reached, such as the thank-you page, after the base code.',
  'code.custom': 'Custom event code',
  'code.customWhere':
    'Wherever something happens that you want to count or to build an audience from, after the base code.',
  'code.customName': 'Name of the event',
  'code.customNameHint': 'Up to 20 letters, digits, _ or -. It stands in the code below.',
  'code.customNameWrong':
    'Only up to 20 letters of A–Z, digits, _ or -. Until then the code below keeps “CustomEvent”.',
  'code.image': 'Image tag',
  'code.imageWhere':
    'Only where no script can run. It counts page views of each page it is put into, but no visitors and no conversions.',
  'code.never_seen': 'Never seen',
  'code.active': 'Active',
  'code.silent': 'Silent',
  'code.misconfigured': 'Misconfigured',
  'code.never_seenText':
    'Nothing has arrived from this code yet. If it is on a page already, “Check a page” below says what is wrong there.',
  'code.activeText': 'Arrived within the last {time}.',
  'code.silentText': 'Nothing has arrived for {time}. Check that the code is still on the site.',
  'code.misconfiguredText': 'It arrives, but its figures are wrong. See “Needs attention”.',
  'finding.base_code_twice': 'The base code stands twice on a page',
  'finding.base_code_twiceMend':
    'The page view is counted once all the same. Take one of the two out: often one is in the page and one in the tag manager.',
  'finding.image_only': 'Only the image reports',
  'finding.image_onlyMend':
    'The script does not run: page views are counted, but no visitors, clicks or conversions. Check that the base code is whole and that no content security policy blocks it.',
  'finding.all_sites_taken': 'Hits from every site are taken',
  'finding.all_sites_takenMend':
    'Anyone can copy the tag into another site. List your domains so that only they are measured.',
  'finding.unlisted_site': 'Hits come from a site that is not listed',
  'finding.unlisted_siteMend':
    'They are not counted. If the site is yours, add its domain; else somebody copied your tag. A few among very many come from translated or saved copies of a page.',
  'finding.sandboxed_frame': 'The code runs in a frame that hides its site',
  'finding.sandboxed_frameMend':
    'Its hits are not counted. The frame is sandboxed, so the browser names no site for it, though the page is on a listed one. Put the code into the page itself, or add allow-same-origin to the sandbox of the frame.',
  'finding.rejected_hits': 'Hits arrive that are not of the right form',
  'finding.rejected_hitsMend':
    'They are not counted. Usually the code stands in a frame without an address of its own (about:srcdoc), or the page was opened from a file (file:). Put the code into the page itself, and open that from the web.',
  'finding.consent_never_given': 'Consent is required, and no code asks for it',
  'finding.consent_never_givenMend':
    "Every hit is dropped, so nothing is measured any more. Call _lt('consent','granted') on every page of a visitor who agreed, after the base code, and paste the codes below anew: they ask. If your site needs no consent, change the setting.",
  'finding.not_initialised': 'A code runs on a page without the base code',
  'finding.not_initialisedMend':
    'The hit is counted, but the base code is missing or has another tag id there. Put the base code of this account on that page.',
  'finding.odd_name': 'An event has a name that LINE would not take',
  'finding.odd_nameMend':
    "It is counted as it is, cut after 100 characters. LINE's own names have up to 20 letters, digits, _ or -.",
  'finding.bad_value': 'An event came with a value that is no number',
  'finding.bad_valueMend':
    'The event is counted without value. Send a plain number such as 1980 or 12.5, without separators or a currency sign.',
  'finding.bad_key': 'A key or an id came as a template’s text',
  'finding.bad_keyMend':
    'The event is counted without it, so that it is not one with all others. Have the page write the order’s own number, and nothing where there is none.',
  'finding.same_key': 'Events of many visitors share one deduplication key',
  'finding.same_keyMend':
    'What has the same name and key counts once in 30 days, so all of these are one conversion. Have the page write the order’s own number as deduplicationKey, or leave it out.',
  'finding.csp': 'A page’s policy forbids the tag to send',
  'finding.cspMend':
    'The page’s Content-Security-Policy refuses the requests; what arrives came by image. Add {origin} to its connect-src, script-src and img-src.',
  'finding.base_code_missing': 'Events come from pages without page views',
  'finding.base_code_missingMend':
    'The base code is missing there, so nobody can say how people came. Put it into the <head> of those pages. On a site that changes its address without loading, send a page view with each change.',
  'finding.event_on_every_page': 'An event comes with nearly every page view',
  'finding.event_on_every_pageMend':
    'Its code stands on pages where nothing was reached, often in a part shared by all pages. Keep it only where the event happens. If the base code stands only on that page, put it on every page.',
  'finding.conversion_on_arrival': 'Conversions are counted as visitors arrive',
  'finding.conversion_on_arrivalMend':
    'The conversion code runs on the page where visits begin. Move it to the page that shows the goal was reached, or call it when the button is pressed.',
  'finding.template_name': 'An event is still called “CustomEvent”',
  'finding.template_nameMend':
    'That is the name in the template, and says nothing. Change it in the code on the page; what was counted so far keeps the old name.',
  'finding.unknown_tag': 'A page of yours carries an unknown tag id',
  'finding.unknown_tagMend':
    'No account of this server has it, so what carries it is not counted, wherever in a code it stands. Put {tagId} in its place.',
  'finding.ignored': 'A call of the tag could not be understood, or not be sent whole',
  'finding.ignoredMend':
    'What it should have sent is missing. Compare the codes on that page with those below: a call is “send”, then “pv” or “cv”, then the rest. A value is a plain number (1980, not 1980n), and the properties of an event have at most 4,000 characters.',
  'finding.swapped': 'The parts of a call stand in another order',
  'finding.swappedMend':
    'It was understood and counted. LINE’s own tag would not take it: write the parameters first, then the list of tag ids, as in the codes below.',
  'finding.no_tags': 'A code names no tag id',
  'finding.no_tagsMend':
    'It was changed after copying. It is counted for the tag ids of the base code; paste it again as it stands below.',
  'finding.no_name': 'A conversion code has no type',
  'finding.no_nameMend':
    'It was changed after copying. It is counted as “Conversion”; paste it again as it stands below.',
  'finding.clicks_lost': 'Clicks on a link do not reach the tag',
  'finding.clicks_lostMend':
    'The click id is lost on the way. Let the link lead straight to the page: a short URL or a redirect in between drops the parameter tl_click.',
  'finding.untagged_destination': 'A link leads to a site without the base code',
  'finding.untagged_destinationMend':
    'Its clicks are counted, but not what people do afterwards. Put the base code on that site. If the address only leads on to another, use that one as destination, or have the redirect keep the parameter tl_click. On somebody else’s site, such as Instagram or a map, no code can stand, and there is nothing to mend.',
  'finding.seen': '{count}×, last on {at}',
  'finding.seenOnce': 'once, on {at}',
  'finding.seenLast': 'last on {at}',
  'finding.seenOnViews': '{count} events on {of} page views in {time}, last on {at}',
  'finding.seenOnArrival': '{count} of {of} conversions in {time}, last on {at}',
  'finding.seenTwice': '{count} repeats of {of} events in {time}, last on {at}',
  'finding.seenSameKey': '{count} of {of} events with a key in {time}, last on {at}',
  'finding.seenLanded': '{count} of {of} clicks landed in {time}, last click on {at}',
  'weight.grave': 'Figures are wrong or missing',
  'weight.warning': 'Warning',
  'weight.note': 'Note',
  'finding.toSettings': 'Open settings',
  'outcome.stored': 'Stored',
  'outcome.duplicate': 'Duplicate',
  'outcome.dropped': 'Dropped',
  'outcome.rejected': 'Rejected',
  'outcome.failed': 'Failed',
  'reason.bot': 'A bot or a crawler',
  'reason.preview': 'A preview or prefetch, not a person',
  'reason.unlisted_site': 'The site is not listed in the settings, or a frame hides it',
  'reason.consent': 'The visitor has not consented',
  'reason.spam': 'A false visit that advertises another site (referrer spam)',
  'reason.rate': 'Too many in a minute from one browser or network',
  'reason.test': 'Test mode: shown live, not counted',
  'reason.unreadable_body': 'The body could not be read',
  'reason.bad_hit': 'The hit is not of the right form',
  'reason.bad_event': 'The event of a server is not of the right form',
  'reason.bad_time': 'The time is too long ago, or ahead',
  'reason.unknown_tag': 'No account has this tag id',
  'reason.too_large': 'The body is too large',
  'reason.unsupported_encoding': 'The body has an encoding that is not taken',
  'reason.unsupported_type': 'The body has a type that is not taken',
  'reason.storage': 'The server could not store it',
} as const;

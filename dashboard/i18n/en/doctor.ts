/** The doctor: what a page says about the codes on it. */
export const doctor = {
  'doctor.title': 'Check a page',
  'doctor.lead':
    'Name a page of your site. The server fetches it, reads the codes on it, and says what is wrong. It sees the page as it is delivered; what a tag manager adds, only a browser can see.',
  'doctor.address': 'Address of the page',
  'doctor.check': 'Check the page',
  'doctor.busy': 'Fetching and reading the page …',
  'doctor.fine': 'The codes on this page are fine',
  'doctor.fineText': 'Open the page once in a browser and watch its hits arrive in the live view.',
  'doctor.toFix': 'To mend on this page',
  'doctor.seen': 'What runs on this page',
  'doctor.page': 'Page',
  'doctor.way': 'Redirects on the way',
  'doctor.tagIds': 'Tag ids',
  'doctor.codes': 'Codes',
  'doctor.codesAtTimes': 'Codes that wait for a click or a condition',
  'doctor.pageView': 'Page view',
  'doctor.scripts': 'Scripts',
  'doctor.containers': 'Tag manager',
  'doctor.nothing': 'None',
  'doctor.line': 'Line to copy',
  'finding.http_status': 'The page answers with an error',
  'finding.http_statusMend':
    'Visitors who get this answer see an error page. If only programs get it, a firewall keeps the doctor out: look at the page in a browser and in the live view.',
  'finding.walled': 'A wall stands before the page',
  'finding.walledMend':
    'What came is its question whether a browser asks, and not the page: nothing can be said of the codes on it. Let the user agent Tagline-Doctor through for a moment, or open the page in a browser and watch its hits arrive in the live view.',
  'finding.leads_on': 'The page leads on to another by itself',
  'finding.leads_onMend':
    'Visitors are gone before its codes count them, and the click id of a tracked link does not come along. Put the codes on the page that it leads to, and have links lead straight there; or let the server redirect, with the parameters of the address kept.',
  'finding.not_html': 'This is no web page',
  'finding.not_htmlMend': 'The address leads to a file of another kind. Name the page that visitors see.',
  'finding.no_code': 'There is no code on this page',
  'finding.no_codeMend':
    'Paste the base code into the <head> of every page. A tag that the site’s own scripts bring along (the npm package), or that a tag manager adds, is not seen here: open the page and watch the live view.',
  'finding.commented_out': 'The code stands in a comment',
  'finding.commented_outMend':
    'It never runs. Take away the <!-- and --> or the // around it, or paste it again.',
  'finding.code_as_text': 'The code is shown as text',
  'finding.code_as_textMend':
    'It never runs. The editor of the site took it for writing: paste it where the site takes HTML or scripts, such as its settings for the <head>.',
  'finding.never_runs': 'The code stands where it never runs',
  'finding.never_runsMend':
    'Browsers run no script that stands inside <noscript>, <template>, <iframe> or the like, none whose type or attributes they do not know, no text of a script that has a src, and none that comes as HTML by innerHTML, outerHTML or insertAdjacentHTML. Put the code into the page itself as it was copied; only the image belongs into <noscript>.',
  'finding.smart_quotes': 'The quotes of a code were made curly',
  'finding.smart_quotesMend':
    'The code does not run. An editor for text has changed \' and " into ‘ ’ “ ”. Paste the code again where the site takes HTML.',
  'finding.escaped_quotes': 'The quotes of a code were escaped',
  'finding.escaped_quotesMend':
    "The code does not run: where quotes should be stands &quot;, &#39; or \\'. Paste the code again where the site takes HTML; where a program stores it, see that it adds no backslashes.",
  'finding.line_break': 'A line break stands inside a code',
  'finding.line_breakMend': 'The code does not run. Paste it again as one line.',
  'finding.markup': 'The site put its own markup into a code',
  'finding.markupMend':
    'The code does not run: there is <br> or <p> between its lines. Paste it as one line where the site takes HTML.',
  'finding.broken_code': 'The browser cannot run this code',
  'finding.broken_codeMend':
    'There is a mistake in the script at the line above, often a lost bracket, comma or quote, or &amp; or &nbsp; where a sign belongs. Nothing of that script runs. Paste the code again as one line where the site takes HTML.',
  'finding.misspelt': 'A call is misspelt',
  'finding.misspeltMend':
    'The browser finds no function of this name: the call is lost, and so is all that stands below it in the same script. Its name is _lt, in small letters. Paste the code again.',
  'finding.template_text': 'A text of the template stands where the tag id belongs',
  'finding.template_textMend': 'Nothing from this page is counted. Put your tag id in its place.',
  'finding.bad_id': 'The tag id was changed on the way',
  'finding.bad_idMend':
    'What carries it is not counted. A tag id has 36 letters: digits, a to f, and four hyphens. One is missing or too many, is full-width, or cannot be seen (it is written out above). Copy the id from here.',
  'finding.empty_id': 'No tag id stands where one belongs',
  'finding.empty_idMend':
    'What this code should count is not counted. Write your tag id into it; where a template fills it in, it had none.',
  'finding.other_account': 'The page carries the tag id of another account',
  'finding.other_accountMend':
    'What its code counts goes to that account of this server. If it belongs here, put this account’s tag id in its place, everywhere in the code.',
  'finding.no_script': 'The codes are there, but nothing loads the tag',
  'finding.no_scriptMend': 'The calls wait for ever. Paste the whole base code, or load this script.',
  'finding.line_script': 'The codes load LINE’s own script',
  'finding.line_scriptMend':
    'Nothing reaches this server. Change the address of the script to this one; every other line may stay.',
  'finding.other_script': 'The codes load a script from another server',
  'finding.other_scriptMend': 'Nothing reaches this server. Change the address of the script to this one.',
  'finding.second_collector': 'The tag of a second server is on the page too',
  'finding.second_collectorMend':
    'Whichever of the two scripts arrives first takes every call on the page, and the other server gets nothing. Keep one of the two. If both sides want to count, make two accounts on one server and paste the codes of both.',
  'finding.wrong_address': 'The script is asked for where this server has none',
  'finding.wrong_addressMend':
    'Nothing is loaded, and nothing is counted. This server has the tag under its own name only, not in another folder. Change the whole address of the script to this one; every other line may stay.',
  'finding.insecure_script': 'The script is loaded by http, not by https',
  'finding.insecure_scriptMend':
    'Browsers refuse it on an https page; on others, what it sends is lost where the server leads on to https. Load it by https; this server needs a certificate for that.',
  'finding.no_build': 'The page asks for a build of the tag that does not exist',
  'finding.no_buildMend': 'Nothing is loaded. Copy the code with its number from below, or load lt.js.',
  'finding.wrong_integrity': 'The integrity of the script is not that of its build',
  'finding.wrong_integrityMend':
    'Browsers refuse the script, and nothing is counted. Name and integrity belong together: copy both from the codes below.',
  'finding.moving_integrity': 'The script that changes with every build has an integrity',
  'finding.moving_integrityMend':
    'Browsers refuse it as soon as it is not the same any more, and nothing is counted. Take the integrity away, or load a numbered build with its own, such as this.',
  'finding.no_crossorigin': 'The script has an integrity but no crossorigin',
  'finding.no_crossoriginMend':
    'Browsers refuse the script, and nothing is counted. Add this beside its integrity.',
  'finding.no_stub': 'A code runs before anything takes its call',
  'finding.no_stubMend':
    'It ends in an error, and what it should count is lost. Only the tag itself and the beginning of a base code take calls, and as far as this page can be read neither has run by then: LINE’s own conversion code brings nothing of that kind. Put the code below in its place; it does, wherever it stands.',
  'finding.no_page_view': 'The base code sends no page view',
  'finding.no_page_viewMend':
    'It was changed after copying. Unless the site’s own script sends page views, paste the code again.',
  'finding.event_twice': 'An event is sent twice',
  'finding.event_twiceMend':
    'Its code stands twice on this page, and both are counted. Take one out; often one is in the page and one in the tag manager.',
  'finding.bad_currency': 'An event has a currency that is none',
  'finding.bad_currencyMend':
    'Its money is in no total of a currency. Write a code of ISO 4217, such as JPY, TWD, THB or USD, and no word or sign.',
  'finding.consent_denied': 'The page says no for every visitor',
  'finding.consent_deniedMend':
    "Whenever it is opened, it calls _lt('consent','denied'), or gives another answer that is no clear yes, such as true: nothing is sent, and what this browser kept is forgotten. Put the line below in its place: it waits for an answer. Call _lt('consent','granted') once a visitor agrees.",
  'finding.csp_inline': 'The page’s policy forbids a code to run',
  'finding.csp_inlineMend':
    'Its Content-Security-Policy takes no scripts that stand in the page. Give each code the nonce of the page, add the line below to the policy, or install by one script with data-tag-id.',
  'finding.csp_nonce': 'A script lacks the nonce that the page’s policy asks for',
  'finding.csp_nonceMend':
    'Browsers refuse it, and nothing of it is counted. The nonce attribute of the script has to be the one of the policy that came with this very page: let the site write both anew for every answer, and keep caches from mixing them.',
  'finding.csp_handler': 'The page’s policy forbids a code in an attribute',
  'finding.csp_handlerMend':
    'A code in onclick or a javascript: link does not run under this Content-Security-Policy, whatever nonce the page has. Call it from a script with the nonce, by addEventListener, or add the line below to the policy.',
  'finding.trusted_types': 'The page’s policy forbids the base code to load the tag',
  'finding.trusted_typesMend':
    "Its Content-Security-Policy says require-trusted-types-for 'script': no script may load another by its address. Install by one script with data-tag-id instead of the base code.",
  'finding.unlisted_page': 'This site is not among the account’s domains',
  'finding.unlisted_pageMend':
    'Its hits are not counted. If the site is yours, add its domain in the settings.',
  'finding.in_container': 'There is a tag manager, and no code in the page itself',
  'finding.in_containerMend':
    'The code may be inside the tag manager, which only a browser can see. Open the page and watch the live view.',
  'finding.no_init': 'The “init” of the base code is missing',
  'finding.no_initMend':
    'It was changed after copying. It is counted all the same; LINE’s own tag would not. Paste the code again.',
  'finding.conversion_here': 'A conversion is counted whenever this page is opened',
  'finding.conversion_hereMend':
    'Is it the page that shows the goal was reached? If not, take the conversion code out. Where it stands in one piece with the base code, it counts on every page.',
  'finding.held_back': 'A consent tool holds the code back',
  'finding.held_backMend':
    'That is as it should be: it runs once a visitor agrees. Agree yourself when you test.',
  'finding.conversion_first': 'A conversion code stands above the base code',
  'finding.conversion_firstMend':
    'That is fine: this one brings along what takes its call until the tag has loaded. LINE’s own conversion code does not, and has to stand below its base code.',
  'finding.both_scripts': 'LINE’s own script is on the page too',
  'finding.both_scriptsMend': 'That is fine: both measure. Take LINE’s out when you no longer need it.',
  'finding.shadow_below': 'The shadow code stands below LINE’s base code',
  'finding.shadow_belowMend':
    'Calls that were made above it go to LINE alone: nothing of them is counted here. Move the shadow code above LINE’s base code.',
  'finding.unread_script': 'The address of the script cannot be read',
  'finding.unread_scriptMend':
    'It is put together while the page runs. See that it comes to this one; then open the page in a browser and watch its hits arrive in the live view.',
  'finding.page_cut': 'The page is longer than what was read',
  'finding.page_cutMend':
    'Only the first 2 MB were read. Put the base code into the <head>, which is near the top.',
  'finding.page_late': 'The page had not ended after five seconds',
  'finding.page_lateMend':
    'What had come until then was read. Put the base code near the top of the <head>, and see why the server does not end its answer.',
  'problem.not_public':
    'Only pages of the public internet can be checked: http or https, on the usual ports, and not inside a private network. Check the spelling of the address.',
  'problem.no_answer':
    'Nothing answers at this address. Check that the site is up and its certificate is valid.',
  'problem.not_unpacked':
    'What the server sends is not packed as its Content-Encoding says, so browsers cannot show the page either. Mend that at the server or at the cache before it.',
  'problem.too_slow': 'The page did not come within five seconds. Try again, or name a lighter page.',
  'problem.too_many_redirects': 'The address leads on more than five times. Name the page it ends at.',
  'problem.too_many_pages': 'Ten pages a minute can be checked. Wait a minute, then try again.',
  'problem.still_examining': 'Another check of yours is still running. Wait a moment.',
} as const;

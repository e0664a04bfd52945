/** The Settings page of an account. */
export const settings = {
  'settings.saved': 'Settings saved',
  'settings.account': 'Account',
  'settings.accountText': 'How it is called here and when its days begin.',
  'settings.tagId': 'Tag id',
  'settings.tagIdHint': 'Stands in the codes. It is no secret and never changes.',
  'settings.sites': 'Sites',
  'settings.sitesText':
    'Which sites are measured. Hits from others are not counted, and the Tracking page says so.',
  'settings.cuts': 'Privacy of addresses',
  'settings.cutsText':
    'What never reaches the reports. Tokens, e-mail addresses, phone and card numbers are always cut.',
  'settings.cutParams': 'Query parameters to cut',
  'settings.cutParamsHint':
    'One a line, such as customer_no for ?customer_no=…. Applies to hits from now on; what is stored stays.',
  'settings.consent': 'Consent',
  'settings.consentText':
    'What happens before a visitor has answered your consent banner. Whoever declines is never measured.',
  'settings.consentMode': 'While a visitor has not answered',
  'settings.assumed': 'Measure',
  'settings.assumedHint': 'Visits are counted until the visitor declines.',
  'settings.required': 'Do not measure',
  'settings.requiredHint': 'Nothing is stored and no id is set until the visitor agrees.',
  'settings.retention': 'How long data is kept',
  'settings.retentionText':
    'Hits that are older are deleted once a day, with clicks, visitors, LINE users and texts that nothing else needs. They are then in no report, and cannot be brought back.',
  'settings.keepDays': 'Days to keep',
  'settings.keepDaysHint':
    '31 to 3,660. Left empty, everything is kept for ever. France’s CNIL sets 25 months (760 days) as the most for audience measurement.',
  'settings.identity': 'LINE users',
  'settings.identityText':
    'Ties a browser to a LINE user once the person signs in with LINE on your site. Audiences need it.',
  'settings.channel': 'LINE Login channel id',
  'settings.channelHint':
    'From LINE Developers Console. Only sign-ins made for this channel are accepted; left empty, none are.',
  'settings.declared': 'My site asks for consent to this',
  'settings.declaredHint':
    'Tick it only if your site itself obtains consent for tying browsing to the LINE user. Else each sign-in must carry the consent.',
  'jobs.title': 'Jobs of this server',
  'jobs.lead': 'They run by themselves while Tagline is up, for all accounts. Running one now does no harm.',
  'jobs.job': 'Job',
  'jobs.every': 'Every',
  'jobs.last': 'Last run',
  'jobs.result': 'Result',
  'jobs.run': 'Run now',
  'jobs.runWhat': 'Run now: {job}',
  'jobs.running': 'Running',
  'jobs.well': 'Done',
  'jobs.failed': 'Failed',
  'job.silence': 'Notice tags that went silent',
  'job.forget-hops': 'Forget visitors who did not arrive',
  'job.retention': 'Forget what is older than accounts keep',
  'did.hits': 'hits: {count}',
  'did.clicks': 'clicks: {count}',
  'did.identityLinks': 'identity links: {count}',
  'did.visitors': 'visitors: {count}',
  'did.texts': 'texts: {count}',
  'did.hops': '{count} on the way',
  'did.silent': '{count} fell silent',
  'did.back': '{count} came back',
} as const;

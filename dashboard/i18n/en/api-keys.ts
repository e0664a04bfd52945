/** The API keys on the Settings page. */
export const apiKeys = {
  'keys.title': 'API keys',
  'keys.lead':
    'For your own servers: with a key they send conversions to this account. What a server sends wins over the same event from a browser.',
  'keys.new': 'New API key',
  'keys.name': 'Name',
  'keys.nameHint':
    'Which server it is for, such as “Shop checkout”. One key for each, so that one can be revoked alone.',
  'keys.create': 'Make the key',
  'keys.made': 'API key made',
  'keys.secret': 'API key',
  'keys.once':
    'Copy it now: it is shown this once. Keep it on the server only, never in a page or an app. Who has it can add conversions to this account.',
  'keys.done': 'I have copied it',
  'keys.prefix': 'Begins with',
  'keys.scopes': 'Is for',
  'keys.created': 'Made',
  'keys.used': 'Last used',
  'keys.usedHelp': 'To the minute. A key that nothing uses any more is best revoked.',
  'keys.state': 'State',
  'keys.active': 'Active',
  'keys.unused': 'Not used yet',
  'keys.gone': 'Revoked',
  'keys.revoke': 'Revoke',
  'keys.revokeOf': 'Revoke: {name}',
  'keys.revokeText':
    'Whatever uses “{name}” is refused from now on. What it has sent stays. A revoked key never comes back.',
  'keys.revoked': 'API key revoked: {name}',
  'keys.empty': 'No API keys yet',
  'keys.emptyText': 'Make one when a server of yours is to send conversions.',
  'scope.conversions:write': 'sending conversions',
  'problem.too_many_keys': 'The account has 50 API keys already. Revoke one first.',
} as const;

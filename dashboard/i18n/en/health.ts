/** The Health page. */
export const health = {
  'health.lead': 'Whether every hit can be accounted for, what was lost, and how the server is.',
  'health.receivedHelp':
    'Every hit of this account that ever reached the server, in one of five ways. The five add up to what was received.',
  'health.storedHelp': 'On disk, once. Reports are made of these.',
  'health.duplicateHelp': 'Sent again and known already, so not counted twice.',
  'health.droppedHelp':
    'Understood and not stored on purpose: bots, previews, unlisted sites, no consent, too many, spam, tests.',
  'health.rejectedHelp': 'Not understood, or not allowed; sending it again does not help.',
  'health.failedHelp': 'The disk refused. The tag sends them again, and what arrives then is stored.',
  'health.lost': 'Lost, and not on disk yet',
  'health.lostClicks': 'Lost clicks',
  'health.lostClicksHelp':
    'Clicks on tracked links while the disk refused. The visitor arrived all the same; the click is in no report.',
  'health.lostLast': 'Last lost click',
  'health.lostLastHelp': 'When a click was last lost.',
  'health.owed': 'Owed to the disk',
  'health.owedHelp':
    'Failed hits and lost clicks, of all accounts, that are counted in memory only. They are written as soon as the disk takes anything.',
  'health.server': 'Server',
  'health.serverLead': 'The same for all accounts.',
  'health.toJobs': 'Scheduled jobs',
  'health.state': 'State',
  'health.stateHelp':
    'Well: what was acknowledged is on disk. Broken: a write or the file can no longer be trusted; restart it and look at the disk.',
  'health.well': 'Well',
  'health.broken': 'Broken',
  'health.since': 'Up since',
  'health.sinceHelp': 'When this process started.',
  'health.rate': 'Hits a second',
  'health.rateHelp': 'Hits stored in a second, of all accounts, as an average of the last minute.',
  'health.memory': 'Memory',
  'health.memoryHelp': 'Memory that the process holds (resident set), its threads included.',
  'health.database': 'Database',
  'health.databaseHelp': 'Size of the database file.',
  'health.log': 'Log',
  'health.logHelp': 'Size of the write-ahead log, which is written into the database again and again.',
  'health.free': 'Free space',
  'health.freeHelp': 'What the disk of the database still takes.',
} as const;

/** The Audiences page. */
export const audiences = {
  'audiences.lead': 'People chosen by what they did on your site, as a list for LINE.',
  'audiences.new': 'New audience',
  'audiences.create': 'Create audience',
  'audiences.createdToast': 'Created: {name}',
  'audiences.name': 'Name',
  'audiences.rule': 'People for whom',
  'audiences.days': 'Days',
  'audiences.daysHint': 'How far back it looks, 1 to 180 days.',
  'audiences.people': 'People',
  'audiences.peopleHelp': 'People who match: the LINE user where known, else the browser.',
  'audiences.users': 'LINE users',
  'audiences.usersHelp': 'Those of them whose LINE user id is known. Only they can be reached by a message.',
  'audiences.created': 'Created',
  'audiences.small': 'under 50',
  'audiences.smallText':
    'Under 50 LINE users. LINE needs 50 for web traffic audiences; a list of user ids can still be uploaded and sent to.',
  'audiences.previewWaits': 'Choose what people did to see how many they are.',
  'audiences.previewLarge': 'Large enough for every use in LINE.',
  'audiences.previewFailed': 'The size could not be read. It is counted again when you change something.',
  'audiences.download': 'Download user ids',
  'audiences.downloadOf': 'Download the user ids of {name}',
  'audiences.delete': 'Delete audience',
  'audiences.deleteOf': 'Delete {name}',
  'audiences.deleteText':
    '“{name}” is deleted. What was measured stays, and what was uploaded to LINE stays there.',
  'audiences.deleted': 'Deleted: {name}',
  'audiences.empty': 'No audiences yet',
  'audiences.emptyText':
    'Gather people by an event or a page, then upload their user ids in LINE Official Account Manager.',
} as const;

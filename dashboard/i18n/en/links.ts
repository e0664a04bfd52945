/** The Links page. */
export const links = {
  'links.lead':
    'Put these links into your messages instead of the bare address: each click is counted and tied to the broadcast.',
  'links.new': 'New link',
  'links.edit': 'Edit link',
  'links.editOf': 'Edit {name}',
  'links.create': 'Create link',
  'links.created': 'Link created',
  'links.name': 'Name',
  'links.nameHint': 'Only you see it.',
  'links.url': 'Tracked link',
  'links.urlOf': 'Tracked link of {name}',
  'links.urlHelp':
    'The address to put into a message, a rich menu or a poster. It leads on to the destination at once.',
  'links.destination': 'Destination',
  'links.destinationHint':
    'The page it leads to. It cannot be changed later, so that a printed code never leads elsewhere.',
  'links.broadcast': 'Broadcast',
  'links.broadcastHint': 'The sending that carries this link. Its clicks and conversions count there.',
  'links.noBroadcast': 'None',
  'links.last': 'Last click',
  'links.qr': 'QR code',
  'links.qrOf': 'QR code of {name}',
  'links.qrSave': 'Download SVG',
  'links.empty': 'No tracked links yet',
  'links.emptyText': 'Create one for each place where people should tap: a message, a button, a poster.',
} as const;

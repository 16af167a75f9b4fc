export const conversation = {
  views: {
    label: 'Views of the connection',
    messages: 'Messages',
    calls: 'Calls',
    asText: 'Text',
    asHex: 'Hex',
    format: 'Show bytes as',
  },
  messages: {
    label: 'Messages',
    empty: 'No message yet. Every write and every read of both ends will be shown here, side by side.',
    wrote: 'wrote',
    read: 'read',
    showAll: 'Show all',
    showLess: 'Show less',
    loading: 'Loading…',
    notKept: 'The bytes were not kept: this server discards them.',
    kept: 'The lab keeps the first {{kept}} of these {{size}}.',
    gap_one: '{{count, number}} message before this one is not here: it was skipped, or has left the log.',
    gap_other:
      '{{count, number}} messages before this one are not here: they were skipped, or have left the log.',
  },
  calls: {
    label: 'Calls and events',
    show: 'Show event {{seq}} in the log',
    empty:
      'Nothing yet. Calls and events of both ends will be shown here in their order, with the states between them.',
    showCause: 'Show cause, event {{seq}}',
  },
}

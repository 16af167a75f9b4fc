export const log = {
  log: {
    title: 'Event log',
    count_one: '{{count, number}} event',
    count_other: '{{count, number}} events',
    held: '{{held, number}} of them here',
    heldHint: 'The window holds up to {{cap, number}} events, the newest ones.',
    skipped_one: '{{count, number}} message skipped',
    skipped_other: '{{count, number}} messages skipped',
    skippedHint:
      'The window was behind, so these messages were not brought here. Counters and states are complete.',
    gap_one: '{{count, number}} before this one not here',
    gap_other: '{{count, number}} before this one not here',
    empty: 'Nothing has happened yet. Every command and everything that comes of it is listed here.',
    follow: 'Follow',
    fresh_one: '{{count, number}} new event',
    fresh_other: '{{count, number}} new events',
    freshHint: 'Back to the newest',
  },
}

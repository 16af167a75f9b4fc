/** The tour of a first start, and what is told in a report of a fault. */
export const help = {
  tour: {
    step: '{{step}} of {{count}}',
    skip: 'Skip the tour',
    back: 'Back',
    next: 'Next',
    done: 'Done',
    announced: 'Tour, {{step}} of {{count}}: {{title}}. F6 goes to it, Escape ends it.',
    title: {
      start: 'Start here',
      explorer: 'Both ends are here',
      views: 'As deep as you like',
      more: 'Lessons, time, everything',
    },
    text: {
      start:
        'One press starts a real server and connects real clients to it, all on this machine. Or make a server of your own.',
      explorer:
        'Every server, client and connection, with its TCP state. Select one, and both of its ends stand side by side.',
      views:
        'A connection is shown as messages, calls, segments and states: {{first}} to {{last}} go from what was said down to TCP.',
      more: 'Guided lessons happen on these sockets. F8 pauses and looks back, event by event. {{palette}} finds all that can be done.',
    },
  },
  diagnostics: {
    title: 'Diagnostics',
    intro:
      'For a report of a fault. This is all that you share: no messages, no file names, no addresses or names of other machines, no user names.',
    text: 'What is shared',
    collecting: 'Collecting…',
    file: 'socket-lab-diagnostics',
    copied: 'The diagnostics are on the clipboard.',
  },
}

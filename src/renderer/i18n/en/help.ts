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
        'One press starts a real server and connects real clients to it. All of it stays on this machine.',
      explorer:
        'Every server and client with its TCP state. Select one, and both ends of it stand side by side.',
      views: 'The same connection as messages, as calls, as segments and as states: {{first}} to {{last}}.',
      more: 'Guided lessons on these sockets. F8 pauses and looks back, event by event. {{palette}} finds all there is.',
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

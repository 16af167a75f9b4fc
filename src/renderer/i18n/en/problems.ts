export const problems = {
  problems: {
    tabs: 'Log and problems',
    title: 'Problems',
    counted: 'Problems ({{count, number}})',
    none: 'Nothing has gone wrong. Calls that fail and commands that are refused are listed here, with the likely cause and what to try.',
    provoke: 'Make one: connect where nobody listens',
    newest: 'The newest {{kept, number}} of {{count, number}} failures',
    times: '{{count, number}} times',
    nowhere: 'no socket',
    show: 'Show',
  },
  notices: {
    label: 'Failures',
    dismiss: 'Dismiss',
    show: 'Show {{name}}',
    at: 'at {{name}}',
    atMany: '{{count, number}} times, last at {{name}}',
  },
  failure: {
    call: '{{syscall}} failed',
    callTo: '{{syscall}} {{address}} failed',
    unexplained: 'The system said: {{message}}',
  },
}

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
  contradiction: {
    title: 'Contradiction',
    taken: 'taken to be',
    seen: { observed: 'but the kernel shows', captured: 'but packets show' },
    cause:
      'What happened is not what the calls and events of the sockets suggested, as when segments are lost or held up on the way.',
    remedy: 'The path of the end has been corrected; the log has both, and what was seen.',
    flagHint: 'The kernel or the wire has shown another state than the one concluded. Shows the problems.',
  },
  notices: {
    label: 'Notices',
    dismiss: 'Dismiss',
    show: 'Show {{name}}',
    at: 'at {{name}}',
    atMany: '{{count, number}} times, last at {{name}}',
  },
  failure: {
    call: '{{syscall}} failed',
    callTo: '{{syscall}} {{address}} failed',
    unexplained: 'The system said: {{message}}',
    passedOver: 'Rule {{rule, number}} was passed over.',
  },
}

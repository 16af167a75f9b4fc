export const problems = {
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

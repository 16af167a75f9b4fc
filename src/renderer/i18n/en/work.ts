export const work = {
  work: {
    export: 'Exporting {{name}}…',
    open: 'Opening {{name}}…',
    seek: 'On the way to that moment…',
    amount: '{{done}} of {{all}}',
    percent: '{{percent, number}} %',
    cancel: 'Cancel',
    escape: 'Esc',
    ending: 'Cancelling…',
  },
  broken: {
    title: 'This view can’t be shown',
    chunk: 'A part of the program could not be loaded.',
    kept: 'Nothing that was recorded is lost: the lab goes on behind it, and so does its recording.',
    again: 'Try again',
    reload: 'Reload the window',
    copy: 'Copy diagnostics',
    copied: 'The diagnostics are on the clipboard.',
    notCopied: 'The diagnostics could not be copied.',
  },
  loading: 'Loading…',
}

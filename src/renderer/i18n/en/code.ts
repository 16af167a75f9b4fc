export const code = {
  code: {
    title: 'Copy as code',
    intro:
      'A program that does what was done here. A line with a number caused that event: press it to see which.',
    program: 'Program',
    language: 'Language',
    kind: {
      server: '{{name}} – server',
      client: '{{name}} – client',
      datagram: '{{name}} – UDP socket',
      group_one: '{{name}} – {{count, number}} client',
      group_other: '{{name}} – {{count, number}} clients',
    },
    caused_one: 'caused event #{{first}}',
    caused_other: 'caused {{count, number}} events, the first is #{{first}}',
    save: 'Save…',
    copy: 'Copy',
    copied: 'The program is on the clipboard.',
  },
}

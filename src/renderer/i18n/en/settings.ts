import { conversation } from './conversation'
import { explorer } from './explorer'
import { log } from './log'
import { timeline } from './timeline'

export const settings = {
  settings: {
    title: 'Settings',
    intro: 'Changes take effect at once, and stay for the next start.',
    search: 'Search settings',
    placeholder: 'Search by name, or by what it does',
    found_one: '{{count, number}} setting',
    found_other: '{{count, number}} settings',
    nothing: 'No setting has to do with “{{query}}”.',
    showAll: 'Show all settings',
    changed: 'Changed',
    reset: 'Reset {{name}} to its default, {{value}}',
    noneShown: 'none',
    resetAll: 'Reset all to defaults…',
    resetSure: 'Reset to defaults',
    resetAsk: 'These go back to their defaults: {{names}}.',
    resetStays:
      'Lessons’ progress, drafts, saved messages and recorded sessions are not settings: they stay.',
    comma: ', ',
    allDefault: 'Everything is as it is by default.',
    on: 'on',
    off: 'off',
    brokenWhole: 'The file of settings could not be read, and defaults are used in its place:',
    brokenPart: 'Some of the file of settings could not be used, and is as by default ({{names}}):',
    brokenKept: 'What was in it is kept in',
    cannotNotify: 'This system has no notifications that the program could use.',
    section: {
      appearance: 'Appearance',
      views: 'Views',
      recording: 'Recording',
      watching: 'Watching',
      notifications: 'Notifications',
      quitting: 'Quitting',
    },
    of: {
      theme: {
        name: 'Theme',
        hint: 'Light or dark, by your choice or by that of the system.',
        also: 'dark mode, light mode, colours, night',
      },
      language: {
        name: 'Language',
        hint: 'Of the window, the menus and the notifications.',
        also: 'translation, locale, Chinese, 中文',
      },
      zoom: {
        name: 'Size of everything',
        hint: 'Text, buttons and pictures alike.',
        also: 'zoom, scale, magnify, font size, larger, smaller',
      },
      motion: {
        name: 'Motion',
        hint: 'Segments that fly, states that light up. Where nothing moves, everything is still told.',
        also: 'reduced motion, animation, accessibility, effects',
      },
      presenterText: {
        name: 'Text in presenter mode',
        hint: 'Of a lesson at a projector.',
        also: 'font size, beamer, lecture, teaching',
      },
      messageForm: {
        name: 'Messages of a connection',
        hint: 'As a list of writes and reads, or as the stream that carries them, cut by both.',
        also: 'band, stream, writes beside reads',
      },
      bytes: {
        name: 'Bytes of messages',
        hint: 'As text with what can’t be printed escaped, or as numbers.',
        also: 'hexadecimal, hex dump, format, encoding',
      },
      times: {
        name: 'Times',
        hint: 'In the views of a connection.',
        also: 'clock, timestamp, date, relative, seconds',
      },
      calls: {
        name: 'Calls beside the segments',
        hint: 'In the ladder: what both programs asked for, and were told.',
        also: 'sequence diagram, ladder, socket calls, lifelines',
      },
      listCards: {
        name: 'Cards of both ends over lists',
        hint: 'Open, or folded to the lines that are needed to watch and to act.',
        also: 'fold, collapse, compact, messages, calls',
      },
      pictureCards: {
        name: 'Cards of both ends over pictures',
        hint: 'The same over segments, states and the kernel’s view, which need height.',
        also: 'fold, collapse, compact, ladder, diagram',
      },
      timelineForm: {
        name: 'Timeline',
        hint: 'As a picture, or as a table with the same content.',
        also: 'canvas, accessibility, screen reader',
      },
      timelineRows: {
        name: 'Rows of the timeline',
        hint: 'Lower rows show more connections at once.',
        also: 'density, height, compact',
      },
      grouping: {
        name: 'Explorer: grouped by',
        hint: 'How sockets stand together in the list at the left.',
        also: 'group, tree, list of sockets, role',
      },
      sorting: {
        name: 'Explorer: sorted by',
        hint: 'The order within a group.',
        also: 'sort, order, list of sockets',
      },
      logKinds: {
        name: 'Events in the log',
        hint: 'Kinds that it shows at first, and again when its filter is cleared.',
        also: 'filter, event log, kinds, hide',
      },
      messageBytes: {
        name: 'Recorded of each message, KiB',
        hint: 'The rest of a longer one is not kept, only its length. 0 keeps no bytes.',
        also: 'limit, payload, journal, privacy, disk',
      },
      sessionBytes: {
        name: 'Recorded of each session',
        hint: 'Close to it bytes are left out first, then messages, then everything.',
        also: 'limit, size, journal, disk, MiB, GiB',
      },
      sessions: {
        name: 'Sessions kept',
        hint: 'With one more, the oldest is deleted.',
        also: 'limit, history, journal, disk, delete',
      },
      observe: {
        name: 'Read the kernel’s tables',
        hint: 'From the start on: they confirm or correct the states that were concluded, and show what other programs have.',
        also: 'observe, procfs, netstat, ss, witness, watch',
      },
      notify: {
        name: 'Notify me',
        hint: 'By the system, while this window is not in front: when a connection is reset or fails, a server fails, what is watched begins or ceases to listen, a load ends, a long export is done or the recording stops. Bytes of messages are never in it.',
        also: 'notification, alert, background, desktop',
      },
      askBeforeQuit: {
        name: 'Ask before quitting',
        hint: 'When sockets are open that the program would close with it.',
        also: 'confirm, exit, close, prompt',
      },
    },
    options: {
      theme: { system: 'System', light: 'Light', dark: 'Dark' },
      language: { system: 'As the system' },
      motion: { system: 'System', still: 'Still', moving: 'Moving' },
      presenterText: { large: 'Large', larger: 'Larger', largest: 'Largest' },
      messageForm: { list: 'List', stream: 'Stream' },
      bytes: { text: 'Text', hex: 'Hex' },
      times: conversation.views.time,
      listCards: { open: 'Open', folded: 'Folded' },
      pictureCards: { fitting: 'By room', open: 'Open', folded: 'Folded' },
      timelineForm: { picture: timeline.timeline.picture, table: timeline.timeline.table },
      timelineRows: timeline.timeline.densities,
      grouping: explorer.explorer.group,
      sorting: explorer.explorer.sort,
      logKinds: log.log.kindGroup,
    },
  },
}

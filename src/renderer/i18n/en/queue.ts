/** The queue of a server before accept. */
export const queue = {
  queue: {
    title: 'Queue before accept',
    label: 'Queue before accept of {{name}}',
    meaning:
      'The kernel finishes handshakes by itself. Who is connected and has not been accepted by the program waits here.',
    frozen: 'Frozen',
    frozenHint: 'Accepts nothing until it is thawed; its kernel goes on connecting.',
    acceptFrozen: 'accept() is frozen: nobody leaves the queue.',
    acceptOpen: 'The program accepts whoever comes: the queue stays empty.',
    length: '{{count, number}} of {{limit, number}}',
    lengthOnly: '{{count, number}}',
    empty: 'empty',
    full: 'full',
    place: 'Place {{place, number}}: {{name}}, {{state}} for its own end',
    gone: 'Place {{place, number}}: {{name}} is gone, {{state}}; the kernel keeps its place until it is accepted',
    others_one: '{{count, number}} of another program',
    others_other: '{{count, number}} of other programs',
    more_one: '{{count, number}} more',
    more_other: '{{count, number}} more',
    room: 'free',
    roomFor_one: 'room for {{count, number}} more',
    roomFor_other: 'room for {{count, number}} more',
    outside: 'No room',
    outsideHint:
      'Still SYN_SENT: the queue is full, so the kernel drops their SYN. They send it again, at first every second.',
    outsideOpen: 'SYN not answered yet',
    outsideOpenHint: 'Still SYN_SENT: they send their SYN again, at first every second.',
    adrift: 'Connected, not accepted',
    adriftHint:
      'ESTABLISHED for their own end, but in no queue: when it was full, the kernel answered with a SYN cookie and kept nothing. The server learns of them when they send something.',
    observed: 'Length observed in the kernel’s tables',
    inferred: 'Length inferred from this lab’s own clients',
    inferredHint:
      'Clients of this lab that are connected and have no other end. Those of other programs are seen only where the kernel is observed.',
    waits: 'Not accepted',
    waitsHint: 'ESTABLISHED for this end; the server has not accepted it yet.',
    here: '{{name}} is ESTABLISHED for its own end; {{server}} has not accepted it yet. It waits in the queue before accept, at place {{place, number}} of {{of, number}}.',
    hereShort: 'Not accepted yet: place {{place, number}} of {{of, number}} in the queue of {{server}}.',
    hereGone:
      '{{name}} ended before {{server}} accepted it. The kernel keeps its place in the queue, {{place, number}} of {{of, number}}.',
    noRoom:
      'No other end yet: the queue of {{server}} is full, so its kernel drops the SYN. It is sent again, at first every second.',
    lost: 'Only {{name}} is ESTABLISHED: the queue of {{server}} was full, and its kernel kept nothing of this connection (a SYN cookie). It learns of it when {{name}} sends something.',
    noneAccepted: 'Nothing is accepted while the server is frozen: whoever connects waits in the queue.',
    show: 'Show the queue',
    oneAtATime: 'Serve one client at a time',
    oneAtATimeHint:
      'Accepts the next one when the connection before is closed, as a loop of accept and recv does.',
    serves: 'Serves {{name}}',
    servesOne: 'One client at a time: serves {{name}}',
    servesNobody: 'One client at a time: waits for the next',
    acceptServing: 'The program serves {{name}}: it calls accept() again when that connection is closed.',
    acceptNext: 'The program waits in accept() for the next one.',
    hereServing:
      '{{name}} is ESTABLISHED for its own end; {{server}} serves {{served}} and accepts the next one when that connection is closed. It waits in the queue before accept, at place {{place, number}} of {{of, number}}.',
  },
}

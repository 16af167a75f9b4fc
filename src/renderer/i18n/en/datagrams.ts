/** Datagram sockets, and what they have in the place of connections and states. */
export const datagrams = {
  datagrams: {
    label: 'UDP socket {{name}}',
    standing: {
      opening: 'opening',
      bound: 'bound',
      connected: 'connected',
      closing: 'closing',
      closed: 'closed',
      failed: 'failed',
    },
    local: 'Bound to',
    remote: 'Connected to',
    sent: 'Datagrams sent',
    received: 'Datagrams received',
    heard: 'Heard from',
    heardNobody: 'nobody yet',
    heardMore: 'and {{count, number}} more',
    replyTo: 'Reply to {{name}}',
    replyHint: 'The next datagram goes to {{address}}.',
    empty: 'empty',
    sentTo: 'To',
    receivedFrom: 'From',
    nobody: 'nobody of this lab',
    nobodyHint:
      '{{address}}: no socket of this lab gets it. If no other program is bound there, the datagram is lost: the kernel there answers with ICMP port unreachable, which only a connected sender is told of, and late.',
    to: 'Send to',
    toPlaceholder: 'Name, or host:port',
    toConnected: 'Send to {{address}}, to which it is connected',
    needsTo: 'It is not connected: say where the datagram goes.',
    badTo: 'The name of a UDP socket of this lab, or host:port, such as 127.0.0.1:9000.',
    showDestinations: 'Show whom it can send to',
    queues: {
      receive: 'Receive queue',
      receiveHint:
        'Memory that unread datagrams take: more than what they carry, since each brings its bookkeeping.',
      send: 'Send queue',
      sendHint: 'What has not left this machine yet.',
      drops: 'Dropped',
      dropsNone: 'none',
      dropsHint:
        'Datagrams that found the receive queue full since the socket is open. Nobody is told, and nobody sends them again.',
      process: 'Held by',
      read: 'Read',
      readAt: '{{time}}, from /proc/net/udp',
      notSeen: 'No row of this socket',
      notSeenHint: 'The tables have none of {{address}}, or it is closed, or this system has no such table.',
      why: 'UDP has no states and no timers: the kernel keeps two queues, and counts what it had to drop. Pause reading and send much, to see both.',
    },
    none: {
      segments: {
        title: 'UDP has no segments',
        why: 'There is no handshake, no sequence number, no acknowledgement and no FIN: each datagram is one packet, and nothing else goes over the wire.',
        instead:
          'Messages has every datagram with its other side. What went out and never came is lost, and nobody sends it again.',
      },
      states: {
        title: 'UDP has no states',
        why: 'Without a connection there is nothing that could be opened or closed between two ends: a socket is bound, or it is not. connect only sets a filter in its own kernel.',
        instead:
          'Messages has what was sent and received, Calls what was asked of the socket and what came of it.',
      },
    },
  },
}

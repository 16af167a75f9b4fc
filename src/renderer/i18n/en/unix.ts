/** Unix domain sockets, and what they have in the place of TCP's states. */
export const unix = {
  unix: {
    standing: {
      listening: 'listening',
      opening: 'opening',
      open: 'open',
      halfClosed: 'half-closed',
      closing: 'closing',
      closed: 'closed',
      failed: 'failed',
    },
    unnamed: 'unnamed: a client that is not bound has no address',
    mode: 'File permissions',
    modeHint: 'To connect takes the right to write the file.',
    noFile: 'none: an abstract address has no file',
    noFileHere: 'none',
    removeStale: 'Remove the file and listen',
    removeStaleHint: 'Removes the socket file if still nobody listens there, and listens under a new name.',
    life: {
      label: 'Life of the descriptor of {{name}}',
      why: 'A Unix domain socket is no TCP: it has no states, its descriptor has a life.',
      connecting: 'calls',
      listening: 'listens',
      open: 'open',
      finished: 'has ended its data',
      ended: 'has read the end of the other’s data',
      closed: 'closed',
    },
    none: {
      segments: {
        title: 'A Unix domain socket has no segments',
        why: 'Nothing goes over a network, not even over loopback: the kernel puts what is written into the queue of the other end. There is no handshake, no acknowledgement, no FIN and no RST.',
        instead: 'Calls has what each end asked of its socket and what came of it, and who caused it.',
      },
      states: {
        title: 'A Unix domain socket has no TCP states',
        why: 'They tell what each end of TCP knows of the other. Here one kernel has both ends, and knows: a socket is connected, or it is not. Nobody has to wait for a lost acknowledgement, so there is no TIME_WAIT.',
        instead:
          'What there is to follow is the life of each descriptor: open, half-closed, closed. The cards above have it.',
      },
      kernel: {
        title: 'The kernel’s tables of TCP do not have it',
        why: 'Unix domain sockets stand in /proc/net/unix, which has neither queues nor timers, and does not tell who is connected to whom.',
        instead:
          'What is queued, Node’s own buffer shows: a writer waits as soon as the queue of the other end is full.',
      },
    },
  },
}

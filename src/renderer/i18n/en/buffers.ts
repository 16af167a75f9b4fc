/** Where bytes wait between two programs, and reading by hand. */
export const buffers = {
  buffers: {
    label: 'Buffers from {{from}} to {{to}}',
    toServer: 'Client to server',
    toClient: 'Server to client',
    unsent: 'Node, unsent',
    unsentHint:
      '{{name}}: bytes that the program has written, and that Node still holds, since the kernel takes no more.',
    sendQueue: 'Send queue',
    sendQueueHint: '{{name}}: bytes in its kernel that are not acknowledged yet, or not sent.',
    receiveQueue: 'Receive queue',
    receiveQueueHint: '{{name}}: bytes in its kernel that nobody has read.',
    readAhead: 'Node, read ahead',
    readAheadHint: '{{name}}: bytes that Node has read from the kernel, and that the program has not taken.',
    unknown: 'unknown',
    unknownHint: 'The kernel’s tables are not read, or have no row of this end.',
    foreignHint: 'Another program’s own buffer: nobody can see that from outside.',
    zeroWindow: 'Zero window',
    zeroWindowHint:
      'The receiver’s kernel has no room. The sender’s kernel probes from time to time whether that has changed (timer 04).',
  },
  recv: {
    label: 'Read by hand at {{name}}',
    bytes: 'Bytes',
    all: 'all',
    effectAll: 'Takes all that Node has read ahead, and waits if there is nothing.',
    effect: 'Takes at most so many bytes of what Node has read ahead, and waits if there is nothing.',
    notPaused: 'It reads by itself. Pause reading first: then recv reads as much as you ask for.',
    bad: 'A whole number from 1 to {{max, number}}, or nothing: all that is there.',
    byHand: 'Read by hand',
    byHandHint: 'Nothing is read until you ask for it (recv).',
    ahead: '{{size}} read ahead',
    aheadHint:
      'Node has read these bytes from the kernel; the program has not taken them. recv takes from there.',
  },
}

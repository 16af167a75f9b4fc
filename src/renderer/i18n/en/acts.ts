/** The acts on a socket: their names, what each will do here and now, and why one cannot be done. */
export const acts = {
  toolbar: 'Acts on {{name}}',
  name: {
    shutdown: 'Half-close',
    close: 'Close',
    destroy: 'Destroy',
    reset: 'Reset',
    pause: 'Pause reading',
    resume: 'Resume reading',
    stopAccepting: 'Stop accepting',
  },
  effect: {
    closeDatagrams:
      'Closes the descriptor. Nothing is sent: nobody learns of it, unless they send here and are connected (ECONNREFUSED).',
    pauseDatagrams:
      'Reads no more: datagrams queue in the kernel, and those that find the queue full are lost.',
    resumeDatagrams: 'Reads on: first what the kernel has queued.',
    unixShutdown:
      'Ends the data of this end: the other end reads its end, as it does after a FIN, and may go on sending. This end reads on.',
    unixClose:
      'Ends the data of this end and closes the descriptor. Nothing stays behind: there is no TIME_WAIT.',
    unixDestroy:
      'Closes the descriptor at once. If bytes are unread here, the other end gets ECONNRESET; otherwise the end of the data.',
    unixPause:
      'Stops reading. What arrives stays in this socket’s queue in the kernel; when that is full, the sender has to wait.',
    finFirst: 'Sends FIN and goes on reading. This end closes first: FIN_WAIT_1, then FIN_WAIT_2.',
    finPeerFollows:
      'The other end answers with its own FIN, so this end then holds TIME_WAIT for about 60 s.',
    finPeerMayLinger:
      'The other end may go on sending; when it closes, too, this end holds TIME_WAIT for about 60 s.',
    finSecond:
      'Sends FIN; the other end closed first. This end goes to LAST_ACK, then CLOSED; TIME_WAIT is at the other end.',
    finAfterConnect: 'Sends FIN as soon as the connection is established.',
    closeFirst:
      'Sends FIN and closes the descriptor. This end closes first, so it will hold TIME_WAIT for about 60 s.',
    closeFirstLingers:
      'Sends FIN and closes the descriptor. The other end may stay open: until it closes, this end is in FIN_WAIT_2, and what it still gets is answered with RST. Then this end holds TIME_WAIT for about 60 s.',
    closeFirstUnknown:
      'Sends FIN and closes the descriptor. This end closes first: once the other end closes, too, this end holds TIME_WAIT for about 60 s.',
    closeSecond:
      'Sends FIN and closes the descriptor. The other end closed first, so TIME_WAIT is there, not here.',
    closeAfterFin:
      'FIN has gone already: only closes the descriptor. The kernel ends the connection by itself.',
    closeDone: 'Both FINs have gone: only closes the descriptor.',
    closeUnread:
      'Sends FIN and closes the descriptor. {{size}} are unread here and will be lost: the kernel sends RST right behind the FIN, and nobody holds TIME_WAIT.',
    closeMaybeUnread:
      'Up to {{size}} are unread here: if any are still in the kernel, it sends RST right behind the FIN, and nobody holds TIME_WAIT.',
    giveUp: 'Gives up connecting and closes the descriptor.',
    queuedFirst: '{{size}} not yet sent go first.',
    queuedDropped: '{{size}} not yet sent will be dropped; the other end just sees the data end early.',
    queuedLost: '{{size}} not yet sent will be dropped.',
    repeatsStop: 'The message that is being repeated stops.',
    destroyFin: 'Closes the descriptor at once. The kernel sends FIN; writes of the other end will fail.',
    destroyAfterFin: 'Closes the descriptor at once, without waiting for the other end.',
    destroyUnread:
      'Closes the descriptor at once. {{size}} are unread here and will be lost: the kernel sends RST instead of FIN, both ends are CLOSED, without TIME_WAIT.',
    destroyMaybeUnread:
      'Up to {{size}} are unread here: if any are still in the kernel, it sends RST instead of FIN.',
    unheard:
      'The other end has stopped reading with {{size}} unread: its program learns of this when it reads on.',
    reset: 'Sends RST: both ends are CLOSED at once, without TIME_WAIT. The other end sees ECONNRESET.',
    resetUnheard: 'Sends RST: both ends are CLOSED at once, without TIME_WAIT.',
    resetAfterFin: 'FIN waits to go out; RST follows as soon as the system allows it.',
    pause:
      'Stops reading. What arrives fills the kernel’s receive buffer; then the window closes and the sender has to wait.',
    resume: 'Reads on, beginning with what waits in the buffers.',
    resumeUnread: 'Reads on; up to {{size}} are waiting.',
    resumeHeld: 'That lets the other end send on: {{size}} wait there.',
    stopAccepting_zero: 'Closes the listener: new connections are refused with RST.',
    stopAccepting_one: 'Closes the listener: new connections are refused with RST. The open one lives on.',
    stopAccepting_other:
      'Closes the listener: new connections are refused with RST. The {{count, number}} open ones live on.',
    resetQueue_one: 'The one that waits in its queue is reset.',
    resetQueue_other: 'The {{count, number}} that wait in its queue are reset.',
  },
  reason: {
    unixEnded: 'This end has ended its data already.',
    unixNoReset: 'A Unix domain socket has no RST. Destroy closes it at once.',
    noFin: 'UDP has no FIN: there is no connection whose end could be told.',
    noReset: 'UDP has no RST: there is no connection to reset.',
    foreign: 'This end belongs to another program.',
    closed: 'The descriptor is closed.',
    connecting: 'Not connected yet.',
    closing: 'It is being closed already: it waits until its unsent bytes are gone.',
    finSent: 'This end has already sent its FIN.',
    finQueued: 'The FIN of this end already waits behind unsent bytes.',
    ended: 'The FIN of the other end has been read: nothing more will arrive.',
    listenerClosed: 'It has already stopped accepting.',
    past: 'You are looking at the past. F8 goes back.',
  },
}

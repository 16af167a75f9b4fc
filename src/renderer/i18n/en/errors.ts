/** Likely cause and remedy of each code, under the keys of `explanationKey` (src/shared/errors.ts). */
export const errors = {
  ECONNREFUSED: {
    cause: 'Nothing listens at that address and port: the SYN was answered with RST.',
    remedy: 'Start a server there, or check host and port.',
  },
  EADDRINUSE: {
    cause: 'Another socket already listens on this address and port.',
    remedy: 'Choose another port (0 picks a free one), or close the other listener.',
  },
  'EADDRINUSE:connect': {
    cause: 'The local port is taken, or this 4-tuple still exists (TIME_WAIT counts).',
    remedy: 'Leave the local port to the system, or choose another one.',
  },
  EADDRNOTAVAIL: {
    cause: 'This machine has no such address, or no free local port is left for that destination.',
    remedy:
      "Use one of this machine's own addresses; if thousands of connections are open, spread them over 127.0.0.x.",
  },
  ECONNRESET: {
    cause: 'The peer answered with RST: it was reset, or it closed with bytes unread.',
    remedy: "Look at the peer's last calls: reset, destroy, or a close before it had read everything.",
  },
  EPIPE: {
    cause: 'This end wrote after the connection was gone for writing.',
    remedy: 'Stop writing after your own FIN, or after the peer closed and answered with RST.',
  },
  ECONNABORTED: {
    cause: 'The connection ended before it could be accepted or used.',
    remedy: 'Try again; look at what the peer did right after it connected.',
  },
  ETIMEDOUT: {
    cause: 'No answer came: packets are dropped on the way, or the peer is gone.',
    remedy: 'Check the address and whether a firewall drops the packets.',
  },
  EHOSTUNREACH: {
    cause: 'No route leads to that host, or a router said that it cannot be reached.',
    remedy: 'Check the address and the network connection.',
  },
  ENETUNREACH: {
    cause: 'This machine has no route to that network (often: no IPv6 here).',
    remedy: 'Check the address family and the network connection.',
  },
  ENOTFOUND: {
    cause: 'No address is known for that name.',
    remedy: 'Check the spelling, or use an IP address.',
  },
  EAI_AGAIN: {
    cause: 'The name could not be looked up just now: no name server answered.',
    remedy: 'Check the network connection, or use an IP address.',
  },
  EACCES: {
    cause: 'The system does not allow this. Ports below 1024 need a privilege on many systems.',
    remedy: 'Use a port from 1024 up.',
  },
  EPERM: {
    cause: 'The system does not allow this; a firewall rule may forbid it.',
    remedy: 'Check the firewall, or use another address.',
  },
  EMFILE: {
    cause: 'This process has no file descriptor left; each end of a connection needs one.',
    remedy: 'Close connections, or raise the limit (ulimit -n) and start the lab again.',
  },
  ENFILE: {
    cause: 'The whole system has no file descriptor left.',
    remedy: 'Close programs that hold many files or sockets.',
  },
  ENOBUFS: {
    cause: 'The kernel has no memory left for this socket.',
    remedy: 'Close connections, or send less at a time.',
  },
  EINVAL: {
    cause: 'The system does not accept this combination of options.',
    remedy: 'Check address family, address and options.',
  },
  EAFNOSUPPORT: {
    cause: 'This address family is switched off here.',
    remedy: 'Use an address of the other family.',
  },
  LAB_BAD_COMMAND: {
    cause: 'The command does not have the form that it must have.',
    remedy: 'Correct the named field.',
  },
  LAB_UNKNOWN_SOCKET: {
    cause: 'No socket of this lab has that name.',
    remedy: 'Check the name; an accepted end is called client@listener.',
  },
  LAB_NAME_TAKEN: {
    cause: 'A socket of this lab has, or had, that name.',
    remedy: 'Choose another name.',
  },
  LAB_NOT_POSSIBLE: {
    cause: 'This socket is not in a condition in which that can be done.',
    remedy: 'Look at its state first.',
  },
  LAB_NOT_YET: {
    cause: 'This version does not do that yet.',
    remedy: 'Leave it out.',
  },
  LAB_LIMIT: {
    cause: 'That would go beyond one of the limits of the lab.',
    remedy: 'Ask for less, or close something first.',
  },
  LAB_DISPOSED: {
    cause: 'The lab has been shut down.',
    remedy: 'Start it again.',
  },
  LAB_INTERNAL: {
    cause: 'Something in the lab itself went wrong.',
    remedy: 'The log has the details; the lab goes on.',
  },
  LAB_NO_FILE: {
    cause: 'The file cannot be read.',
    remedy: 'Check its path and its permissions.',
  },
}

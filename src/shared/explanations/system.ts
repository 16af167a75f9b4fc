import type { Explanation } from './explanation'

/** Codes of the operating system and of libuv: by themselves, for one call (`code:syscall`), or for one reason (`code:reason`). */
export const SYSTEM_EXPLANATIONS = {
  ECONNREFUSED: {
    cause: 'Nothing listens at that address and port: the SYN was answered with RST.',
    remedy: 'Start a server there, or check host and port.',
  },
  'ECONNREFUSED:recvmsg': {
    cause:
      'Nobody is bound at that address: a datagram that was sent before was answered with ICMP port unreachable. Only a connected socket is told.',
    remedy: 'Bind a socket there, or check host and port. This one stays open.',
  },
  'ECONNREFUSED:send': {
    cause:
      'It tells of a datagram that was sent before: nobody was bound there, as ICMP port unreachable said. This one was not sent.',
    remedy: 'Send again: the error is told once. Bind a socket there, or check host and port.',
  },
  EMSGSIZE: {
    cause:
      'A datagram goes whole or not at all, and this one is too long: over IPv4 it carries 65,507 bytes at most, over IPv6 65,527; some systems allow less.',
    remedy: 'Send less at a time; the program at the other side has to put the parts together.',
  },
  EADDRINUSE: {
    cause:
      'Another socket already listens on this address and port. TIME_WAIT is no reason here, since the lab sets SO_REUSEADDR; what it is to a program that does not is in examples/python-address-in-use.json.',
    remedy: 'Choose another port (0 picks a free one), or close the other listener.',
  },
  'EADDRINUSE:bind': {
    cause: 'Another socket of this machine has that local address and port.',
    remedy: 'Leave the local port to the system, or choose another one.',
  },
  'EADDRINUSE:connect': {
    cause: 'The local port is taken, or this 4-tuple still exists (TIME_WAIT counts).',
    remedy: 'Leave the local port to the system, or choose another one.',
  },
  EADDRNOTAVAIL: {
    cause: 'This machine has no such address.',
    remedy: "Use one of this machine's own addresses.",
  },
  'EADDRNOTAVAIL:connect': {
    cause:
      'No local port is left for that destination: open connections have them all, or TIME_WAIT still keeps them.',
    remedy:
      'Close connections or wait a minute; give other local addresses (on loopback: spread), or another server port.',
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
  'EACCES:send': {
    cause: 'The system does not allow sending to that address: broadcast has to be switched on first.',
    remedy: "Send to one machine's own address.",
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
  'EINVAL:send': {
    cause: 'That address is of another family than the socket: IPv4 and IPv6 each have sockets of their own.',
    remedy: 'Send to an address of the same family, or bind a socket of the other one (:: takes both).',
  },
  EAFNOSUPPORT: {
    cause: 'This address family is switched off here.',
    remedy: 'Use an address of the other family.',
  },
  'ENOENT:spawn': {
    cause: 'No program of that name is in the folders of PATH, or none at that path.',
    remedy:
      'Check the spelling, and whether it is installed. Python is called python3 on Linux and macOS, and py or python on Windows; the lab looks for each.',
  },
  'EACCES:spawn': {
    cause: 'That file may not be started: it is no program, or its permissions do not let you run it.',
    remedy: 'Give the program that reads it (python3 file.py), or make it executable (chmod +x).',
  },
  'E2BIG:spawn': {
    cause: 'The arguments and the environment are longer than the system takes.',
    remedy: 'Give less, or put it into a file that the program reads.',
  },
  'EINVAL:spawn': {
    cause: 'The system starts nothing of this kind by itself, such as a .bat file of Windows.',
    remedy: 'Give the program that runs it: cmd with the arguments /c and the file.',
  },
  'EAGAIN:spawn': {
    cause: 'The system lets you start no more processes just now.',
    remedy: 'End some programs, or raise the limit (ulimit -u).',
  },
  'EPIPE:stdin': {
    cause: 'The program does not read its standard input any more: it has closed it, or has ended.',
    remedy: 'Look whether it still runs, and what it has written last.',
  },
  'EADDRINUSE:stale': {
    cause: 'A socket file is there that nobody listens on: a program that has died left it behind.',
    remedy: 'Remove the file and listen again (removeStale does so), or choose another path.',
  },
  'EADDRINUSE:listened': {
    cause: 'Another socket listens at this path.',
    remedy: 'Choose another path, or close the other listener.',
  },
  'EADDRINUSE:file': {
    cause: 'A file that is no socket is there already; it is never removed for a socket.',
    remedy: 'Choose another path.',
  },
  'EADDRINUSE:path': {
    cause: 'Something is at this path already, and it could not be found out whether somebody listens there.',
    remedy: 'Choose another path.',
  },
  'ECONNREFUSED:stale': {
    cause: 'The socket file is there, but nobody listens on it: a program that has died left it behind.',
    remedy: 'Start the server again, or check the path.',
  },
  'ECONNREFUSED:file': {
    cause: 'What is at this path is no socket.',
    remedy: 'Check the path.',
  },
  'ECONNREFUSED:path': {
    cause: 'Nobody listens at this address.',
    remedy: 'Start a server there, or check the path.',
  },
  'ENOENT:path': {
    cause: 'There is no such socket file: no server has made it, or it is closed and the file went with it.',
    remedy: 'Start the server first, or check the path.',
  },
  'ENOENT:folder': {
    cause: 'The folder in which the socket file would lie does not exist.',
    remedy: 'Make the folder, or choose another path.',
  },
  'EACCES:path': {
    cause:
      'The file permissions forbid it: to connect takes the right to write the socket file, to listen takes that to write its folder, and both take the right to enter all folders above it.',
    remedy: 'Listen with writableAll to let every user connect, or change the owner or the mode of the file.',
  },
  'EPERM:path': {
    cause: 'The system does not allow this at that path.',
    remedy: 'Check owner and mode of the file and its folder.',
  },
  EAGAIN: {
    cause:
      'The queue of the listener is full: a Unix domain socket does not wait there, it is turned away at once.',
    remedy: 'Let the server accept, or give it a longer backlog.',
  },
  ENAMETOOLONG: {
    cause: 'The address of a Unix domain socket has room for a short path only.',
    remedy: 'Choose a shorter path: one near the root, or in the temporary folder.',
  },
  EPROTOTYPE: {
    cause: 'The socket at this path is of another type, such as datagram.',
    remedy: 'Check the path.',
  },
  'ENOTFOUND:getnameinfo': {
    cause: 'No name is known for that address.',
    remedy: 'Nothing is wrong: many addresses have no name.',
  },
  EAI_FAMILY: {
    cause: 'The name has no address of that family.',
    remedy: 'Ask for the other family, or for both.',
  },
} as const satisfies Record<string, Explanation>

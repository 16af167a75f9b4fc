import type { Occurrence } from '../../shared/tcp/transitions'

/** An occurrence as RFC 9293's figure has it: the event, and what the TCP does then. The same in every language. */
export const RFC_WORDS: Record<Occurrence, string> = {
  'passive-open': 'passive OPEN',
  'active-open': 'active OPEN / snd SYN',
  'receive-syn': 'rcv SYN / snd SYN,ACK',
  'receive-syn-ack': 'rcv SYN,ACK / snd ACK',
  'receive-ack-of-syn': 'rcv ACK of SYN',
  send: 'SEND / snd SYN',
  'send-fin': 'CLOSE / snd FIN',
  'receive-fin': 'rcv FIN / snd ACK',
  'receive-ack-of-fin': 'rcv ACK of FIN',
  'send-reset': 'ABORT / snd RST',
  'receive-reset': 'rcv RST',
  abort: 'CLOSE',
  'give-up': 'USER TIMEOUT',
  'timer-expires': 'Timeout=2MSL',
}

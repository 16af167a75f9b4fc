import type { Chapter } from '../chapters'
import { listenerAndAccepted } from './listener-and-accepted'
import { portsAndAddresses } from './ports-and-addresses'
import { serverAndClient } from './server-and-client'
import { thankYou } from './thank-you'
import { threeWayHandshake } from './three-way-handshake'
import { upperCaseEcho } from './upper-case-echo'

export const basics: Chapter = {
  title: { en: 'First connections', zh: '最初的连接' },
  lessons: [
    serverAndClient,
    threeWayHandshake,
    portsAndAddresses,
    listenerAndAccepted,
    upperCaseEcho,
    thankYou,
  ],
}

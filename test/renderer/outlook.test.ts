import { describe, expect, test } from 'vitest'
import { outlookOf } from '../../src/renderer/connection/outlook'
import { established, socket } from './builders'

describe('what can still come of a connection', () => {
  const client = established('c', 'client')
  const server = established('c@s', 'accepted')

  test('a message from the selected end, or from the other one where the selected one cannot send', () => {
    expect(outlookOf([client, server], 'c')).toEqual({ kind: 'send', from: 'c' })
    expect(outlookOf([client, server], 'c@s')).toEqual({ kind: 'send', from: 'c@s' })
    const done = established('c', 'client', { fin: 'sent' })
    expect(outlookOf([done, server], 'c')).toEqual({ kind: 'send', from: 'c@s' })
    expect(outlookOf([client, socket('f', 'foreign')], 'f')).toEqual({ kind: 'send', from: 'c' })
  })

  test('something once it is established, with a descriptor or before there is one', () => {
    const trying = socket('c', 'client', { state: 'SYN_SENT' })
    expect(outlookOf([trying, undefined], 'c')).toEqual({ kind: 'connecting' })
    const asked = socket('c', 'client', { state: 'CLOSED', descriptor: 'none' })
    expect(outlookOf([asked, undefined], 'c')).toEqual({ kind: 'connecting' })
  })

  test('only what another program writes, after the own FIN', () => {
    const done = established('c', 'client', { fin: 'sent' })
    expect(outlookOf([done, socket('f', 'foreign')], 'c')).toEqual({ kind: 'reads' })
    const over = established('c', 'client', { fin: 'sent', ended: true })
    expect(outlookOf([over, socket('f', 'foreign')], 'c')).toEqual({ kind: 'over' })
  })

  test('nothing when it was never established, or is closed', () => {
    const refused = socket('c', 'client', { state: 'CLOSED', descriptor: 'closed' })
    expect(outlookOf([refused, undefined], 'c')).toEqual({ kind: 'never' })
    const error = { seq: 2, code: 'ENOTFOUND', message: 'no such host' }
    const failed = socket('c', 'client', { state: 'CLOSED', descriptor: 'none', error })
    expect(outlookOf([failed, undefined], 'c')).toEqual({ kind: 'never' })
    const closed = established('c', 'client', { state: 'CLOSED', descriptor: 'closed' })
    const other = established('c@s', 'accepted', { state: 'CLOSED', descriptor: 'closed' })
    expect(outlookOf([closed, other], 'c')).toEqual({ kind: 'over' })
  })
})

import { encodeUtf8, formatBytes, visible } from '../../shared/bytes'
import { PREVIEW_TEXT } from '../../shared/codec'
import { spawnLine } from '../../shared/command-line'
import type { Command, SendCommand } from '../../shared/commands'
import { formatAddress } from '../../shared/ids'
import { loadTarget } from '../../shared/load'

import type { Line } from './line'

/** What a command asks for, ready to be put into words. */
export function describeCommand(command: Command): Line {
  switch (command.do) {
    case 'listen':
      return {
        key: 'asked.listen',
        values: { where: command.path ?? formatAddress(command.host ?? '127.0.0.1', command.port ?? 0) },
      }
    case 'connect': {
      const address =
        command.port === undefined ? '' : formatAddress(command.host ?? '127.0.0.1', command.port)
      const where = visible(command.to ?? command.path ?? address)
      return { key: 'asked.connect', values: { where, count: command.count ?? 1 } }
    }
    case 'send': {
      const size = sizeOf(command)
      if (size === undefined) return { key: 'asked.sendFile' }
      return command.to === undefined
        ? { key: 'asked.send', values: { size } }
        : { key: 'asked.sendTo', values: { size, to: visible(command.to) } }
    }
    case 'shutdown':
    case 'close':
    case 'destroy':
    case 'reset':
    case 'pause':
    case 'resume':
    case 'stop':
    case 'configure':
    case 'freeze':
    case 'thaw':
    case 'unwatch':
      return { key: `asked.${command.do}` }
    case 'watch': {
      const { port = 0, host, pid } = command
      if (pid !== undefined) return { key: 'asked.watchProcess', values: { pid: String(pid) } }
      const where = host === undefined ? String(port) : visible(formatAddress(host, port))
      return { key: 'asked.watch', values: { where } }
    }
    case 'proxy':
      return { key: 'asked.proxy', values: { to: visible(command.to) } }
    case 'rename':
      return { key: 'asked.rename', values: { to: visible(command.to) } }
    case 'note':
      return { key: 'asked.note' }
    case 'load':
      return {
        key: 'asked.load',
        values: { where: visible(loadTarget(command)), count: command.clients },
      }
    case 'spawn':
      return { key: 'asked.spawn', values: { command: visible(spawnLine(command)) } }
    case 'input': {
      const { text = '' } = command
      if (text === '') return { key: 'asked.inputEnd' }
      return { key: command.end ? 'asked.inputLast' : 'asked.input', values: { text: visible(text) } }
    }
    case 'kill':
      return { key: 'asked.kill', values: { signal: command.signal ?? 'SIGTERM' } }
    case 'bind':
      return {
        key: 'asked.bind',
        values: { where: formatAddress(command.host ?? '127.0.0.1', command.port ?? 0) },
      }
    case 'lookup': {
      const { by = 'getaddrinfo', host } = command
      return { key: 'asked.lookup', values: { call: host === undefined ? by : `${by} ${visible(host)}` } }
    }
    case 'recv':
      return command.bytes === undefined
        ? { key: 'asked.recvAll' }
        : { key: 'asked.recv', values: { size: formatBytes(command.bytes) } }
    case 'wait':
      return { key: 'asked.other', values: { word: command.do } }
  }
}

/** How much is sent; of a long text, only its beginning came to the window. */
function sizeOf(command: SendCommand): string | undefined {
  const { text, hex, base64 } = command
  const given = text ?? hex ?? base64
  if (given === undefined) return undefined
  const isCut = given.length > PREVIEW_TEXT && given.endsWith('…')
  const whole = isCut ? given.slice(0, -1) : given
  const bytes =
    text !== undefined
      ? encodeUtf8(whole).length
      : hex !== undefined
        ? Math.floor(whole.replace(/\s/g, '').length / 2)
        : Math.floor((whole.replace(/=+$/, '').length * 3) / 4)
  return `${isCut ? '> ' : ''}${formatBytes(bytes)}`
}

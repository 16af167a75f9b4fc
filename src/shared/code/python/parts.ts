import type { Framing } from '../../commands/framing'
import { delimiterOf, mostBytesOf, structFormat } from '../../framing/framing'
import type { Draft, Style } from '../draft'
import type { Lines } from '../lines'
import { pythonBytes, pythonString } from '../literals'
import type { Address, Content } from '../story/story'

/** What programs in Python are made of. */

export const STYLE: Style = {
  language: 'python',
  ending: '.py',
  indent: '    ',
  comment: '#',
  run: (file, argument) => `python3 ${file} [${argument}]`,
}

export const seconds = (ms: number) => String(ms / 1000)

/** Bytes to be sent, as an expression. */
export function contentOf({ bytes, missing, file }: Content): string {
  if (file !== undefined) return `open(${pythonString(file)}, "rb").read()`
  const literal = pythonBytes(bytes)
  if (missing === 0) return literal
  return bytes.length === 0 ? `bytes(${missing})` : `${literal} + bytes(${missing})`
}

/** Where the address comes from: its constants. */
export function putAddress(draft: Draft, code: Lines, address: Address): void {
  draft.imports.add('sys')
  if ('path' in address) {
    // An abstract address has a NUL where it is written with @.
    const path = address.path.startsWith('@') ? `\0${address.path.slice(1)}` : address.path
    code.put(`PATH = sys.argv[1] if len(sys.argv) > 1 else ${pythonString(path)}`)
    return
  }
  code.put(`HOST = ${pythonString(address.host)}`)
  code.put(`PORT = int(sys.argv[1]) if len(sys.argv) > 1 else ${address.port}`)
}

export const place = (address: Address) => ('path' in address ? 'PATH' : '(HOST, PORT)')

/** The family of sockets of an address; of a name, what it turned out to stand for in the lab. */
export function familyOf(address: Address, local?: string): string {
  if ('path' in address) return 'socket.AF_UNIX'
  const isV6 = address.host.includes(':') || local?.startsWith('[') === true
  return isV6 ? 'socket.AF_INET6' : 'socket.AF_INET'
}

export function imports(draft: Draft): Lines {
  const lines = draft.lines()
  for (const name of [...draft.imports].sort()) lines.put(name.startsWith('from ') ? name : `import ${name}`)
  return lines
}

/** A helper function that begins like that, with what it is for. */
export function helper(code: Lines, head: string, help: string, body: readonly string[]): void {
  code.blank()
  code.block(`def ${head}:`, [], () => {
    code.put(`"""${help}"""`)
    for (const line of body) code.put(line)
  })
  code.blank()
}

/** Those that are needed. */
export function helpers(draft: Draft, framing: Framing | undefined): Lines {
  const code = draft.lines()
  const { words, helpers: wanted } = draft
  if (framing && (wanted.has('receive_message') || wanted.has('pack')))
    putFraming(draft, code, framing, wanted)
  if (wanted.has('receive')) {
    const before = draft.lines()
    helper(before, 'receive(sock, count)', words.receiveHelp, [
      'data = b""',
      'while len(data) < count:',
      '    part = sock.recv(count - len(data))',
      '    if not part:',
      '        break',
      '    data += part',
      'return data',
    ])
    code.lines.unshift(...before.lines)
  }
  if (wanted.has('read_to_end')) {
    helper(code, 'read_to_end(sock)', words.readToEndHelp, ['while sock.recv(65536):', '    pass'])
  }
  return tidy(draft, code)
}

/** With two empty lines at most, none at the end, and at the beginning one more in front of a function. */
export function tidy(draft: Draft, code: Lines): Lines {
  const tidied = draft.lines()
  let empty = 0
  let isFirst = true
  for (const line of code.lines) {
    if (line.text === '') empty++
    else {
      if (!isFirst) tidied.blank(Math.min(empty, 2))
      else if (line.text.startsWith('def ')) tidied.blank()
      tidied.lines.push(line)
      empty = 0
      isFirst = false
    }
  }
  return tidied
}

function putFraming(draft: Draft, code: Lines, framing: Framing, wanted: ReadonlySet<string>): void {
  const { words } = draft
  const delimiter = delimiterOf(framing)
  if (delimiter) code.put(`END = ${pythonBytes(delimiter)}`)
  if (framing.by === 'length') draft.imports.add('struct')
  if (wanted.has('pack')) {
    const body =
      framing.by === 'length'
        ? `return struct.pack("${structFormat(framing)}", len(message)) + message`
        : delimiter
          ? 'return message + END'
          : 'return message'
    helper(code, 'pack(message)', words.packHelp, [body])
  }
  if (!wanted.has('receive_message')) return
  if (!delimiter) draft.helpers.add('receive')
  const most = mostBytesOf(framing)
  const tooLong = 'raise ConnectionError("the message is too long")'
  const body = delimiter
    ? [
        'message = b""',
        'while not message.endswith(END):',
        '    byte = sock.recv(1)',
        '    if not byte:',
        '        return None',
        '    message += byte',
        `    if len(message) > ${most} + len(END):`,
        `        ${tooLong}`,
        'return message[: -len(END)]',
      ]
    : framing.by === 'length'
      ? [
          `head = receive(sock, ${framing.bytes})`,
          `if len(head) < ${framing.bytes}:`,
          '    return None',
          `(length,) = struct.unpack("${structFormat(framing)}", head)`,
          `if length > ${most}:`,
          `    ${tooLong}`,
          'message = receive(sock, length)',
          'return message if len(message) == length else None',
        ]
      : [`message = receive(sock, ${most})`, `return message if len(message) == ${most} else None`]
  helper(code, 'receive_message(sock)', words.messageHelp, body)
}

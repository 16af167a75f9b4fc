import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { CaptureRights } from '../../../shared/ipc'
import { filterOf } from './targets'
import { ToolProcess } from './tool-process'
import { findProgram, findTools, interfaces, type Tool, toolArguments } from './tools'

const run = promisify(execFile)

/** How long a tool may take to say that it captures, ms. */
const PATIENCE_MS = 5000

/**
 * Whether packets can be captured here: the tools that are there are tried, which alone tells. If not, what is missing
 * and the commands that would give it. None of these is ever run.
 */
export async function captureRights(tools?: readonly Tool[]): Promise<CaptureRights> {
  const found = tools ?? (await findTools())
  let trouble: string | undefined
  for (const tool of found) {
    const said = await tryTool(tool)
    if (said === undefined) return { allowed: true, tool: tool.name, commands: [] }
    trouble ??= said
  }
  const namespace = await namespaceCommand()
  const [first] = found
  return {
    allowed: false,
    ...(first && { tool: first.name }),
    missing: first ? 'right' : 'tool',
    ...(trouble !== undefined && { trouble }),
    commands: await (first ? commandsForRight(found) : commandsForTool()),
    ...(namespace !== undefined && { namespace }),
  }
}

/** Starts a tool and ends it again. Undefined if it captured, what it complained of otherwise. */
export function tryTool(tool: Tool): Promise<string | undefined> {
  return new Promise((resolve) => {
    const wanted = { interface: interfaces().loopback, filter: filterOf([]) }
    let answer: string | undefined = `${tool.name} does not say that it captures`
    let begun = false
    const check = () => {
      if (!begun || !process.says) return
      answer = undefined
      process.stop()
    }
    const giveUp = setTimeout(() => process.stop(), PATIENCE_MS)
    const process = new ToolProcess(tool, toolArguments(tool.name, wanted), {
      data: () => {
        begun = true
        check()
      },
      said: check,
      dropped: () => {},
      ended: (trouble) => {
        clearTimeout(giveUp)
        resolve(answer === undefined ? undefined : trouble === '' ? answer : trouble)
      },
    })
  })
}

const isRoot = () => process.getuid?.() === 0
const sudo = () => (isRoot() ? '' : 'sudo ')

/** How each package manager installs tcpdump. */
const INSTALLERS = {
  'apt-get': 'apt-get install tcpdump',
  dnf: 'dnf install tcpdump',
  pacman: 'pacman -S tcpdump',
  zypper: 'zypper install tcpdump',
  apk: 'apk add tcpdump',
}

async function commandsForTool(): Promise<string[]> {
  if (process.platform === 'win32') return ['winget install --id WiresharkFoundation.Wireshark --interactive']
  if (process.platform === 'darwin') return ['brew install wireshark']
  for (const [program, words] of Object.entries(INSTALLERS)) {
    if ((await findProgram(program)) === undefined) continue
    return [
      `${sudo()}${words}`,
      ...(isRoot() ? [] : [setcap('$(command -v tcpdump || echo /usr/sbin/tcpdump)')]),
    ]
  }
  return []
}

/** tcpdump gets the right as a file; for dumpcap there is a group where Wireshark's package has made one. */
async function commandsForRight(tools: readonly Tool[]): Promise<string[]> {
  if (process.platform === 'win32') return []
  if (process.platform === 'darwin') return ['sudo chown "$USER" /dev/bpf*']
  // Whoever is root and may not has been denied it from outside: by a container, or a security module.
  if (isRoot()) return []
  const tcpdump = tools.find(({ name }) => name === 'tcpdump')
  if (tcpdump) {
    const hasSetcap = (await findProgram('setcap')) !== undefined
    const isDebian = !hasSetcap && (await findProgram('apt-get')) !== undefined
    return [...(isDebian ? ['sudo apt-get install libcap2-bin'] : []), setcap(quoted(tcpdump.path))]
  }
  const reconfigure = (await findProgram('dpkg-reconfigure')) !== undefined
  return [
    ...(reconfigure ? ['sudo dpkg-reconfigure wireshark-common'] : []),
    'sudo usermod -aG wireshark "$USER"',
  ]
}

function setcap(file: string): string {
  return `sudo setcap cap_net_raw,cap_net_admin=eip ${file}`
}

/** A network that belongs to the user, who may do there as he likes. tcpdump takes itself for root's if the user is 0. */
const NAMESPACE = ['--user', '--map-current-user', '--keep-caps', '--net']

/** A run of the command line in a namespace of its own, where this system lets its users make one; it is tried. */
async function namespaceCommand(): Promise<string | undefined> {
  // The packaged program's window system has no place in there.
  if (process.platform !== 'linux' || isRoot() || (process.versions.electron && !process.defaultApp))
    return undefined
  const [ip, ifconfig] = [await findProgram('ip'), await findProgram('ifconfig')]
  const up = ip !== undefined ? `${quoted(ip)} link set lo up` : ifconfig && `${quoted(ifconfig)} lo up`
  if (!up) return undefined
  try {
    await run('unshare', [...NAMESPACE, 'sh', '-c', up], { timeout: PATIENCE_MS })
  } catch {
    return undefined
  }
  return `unshare ${NAMESPACE.join(' ')} sh -c '${up} && npm run --silent lab -- run FILE --capture'`
}

function quoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `"${file.replace(/["$`\\]/g, '\\$&')}"`
}

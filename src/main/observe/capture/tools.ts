import { access, constants } from 'node:fs/promises'
import path from 'node:path'

/** Programs that capture packets. They are the system's own: none comes with the lab. */
export type ToolName = 'tcpdump' | 'dumpcap'

export interface Tool {
  name: ToolName
  path: string
}

/** In the order in which they are tried: tcpdump tells of a packet in a quarter of a ms, dumpcap takes a hundred. */
const NAMES: readonly ToolName[] = ['tcpdump', 'dumpcap']

/** Where they lie besides the PATH, which has no `sbin` for ordinary users on many systems. */
function usualFolders(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'win32') {
    const programs = [env.ProgramFiles, env['ProgramFiles(x86)'], 'C:\\Program Files']
    return programs.filter((one) => one !== undefined).map((one) => path.win32.join(one, 'Wireshark'))
  }
  const folders = ['/usr/sbin', '/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin']
  return platform === 'darwin'
    ? [...folders, '/opt/homebrew/bin', '/Applications/Wireshark.app/Contents/MacOS']
    : folders
}

/** What is there, the best first. */
export async function findTools(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<Tool[]> {
  const folders = [
    ...(env.PATH ?? env.Path ?? '').split(platform === 'win32' ? ';' : ':').filter((folder) => folder !== ''),
    ...usualFolders(platform, env),
  ]
  const tools: Tool[] = []
  for (const name of NAMES) {
    const found = await firstExecutable(folders, platform === 'win32' ? `${name}.exe` : name)
    if (found !== undefined) tools.push({ name, path: found })
  }
  return tools
}

/** Where a program lies, on the PATH or in one of the system's folders. */
export async function findProgram(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  return firstExecutable([...(env.PATH ?? '').split(':'), ...usualFolders('linux', env)], name)
}

async function firstExecutable(folders: readonly string[], name: string): Promise<string | undefined> {
  for (const folder of folders) {
    // A relative folder of the PATH is whatever lies where the program was started.
    if (!path.isAbsolute(folder)) continue
    const file = path.join(folder, name)
    try {
      await access(file, constants.X_OK)
      return file
    } catch {}
  }
  return undefined
}

/** No more of a packet is asked for, bytes: the whole of what fits into one of Ethernet's (1,500 and a link header). */
const SNAP = 1536
/** What the kernel may hold for a tool that is behind, KiB. */
const BUFFER_KIB = 65_536

export interface Wanted {
  interface: string
  /** In the language of pcap-filter(7). */
  filter: string
}

/** Arguments with which a tool writes what is wanted to its standard output, each packet at once. */
export function toolArguments(tool: ToolName, { interface: name, filter }: Wanted): string[] {
  return tool === 'tcpdump'
    ? ['-U', '--immediate-mode', '-B', `${BUFFER_KIB}`, '-s', `${SNAP}`, '-n', '-i', name, '-w', '-', filter]
    : ['-q', '-P', '-B', `${BUFFER_KIB / 1024}`, '-s', `${SNAP}`, '-i', name, '-f', filter, '-w', '-']
}

/** How long after it was on the wire a tool may still write a packet, ms. */
export const LATENCY_MS: Record<ToolName, number> = { tcpdump: 60, dumpcap: 400 }

/** Where traffic of this machine with itself is seen, and where all of it, if the system has such a place. */
export function interfaces(platform: NodeJS.Platform = process.platform): { loopback: string; all?: string } {
  switch (platform) {
    case 'win32':
      return { loopback: '\\Device\\NPF_Loopback' }
    case 'linux':
      return { loopback: 'lo', all: 'any' }
    default:
      return { loopback: 'lo0' }
  }
}

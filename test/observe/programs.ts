import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEachTest } from '../support/after-each'

/** Programs that know nothing of the lab. Each ends with its test. */
const children = new Set<ChildProcess>()

afterEachTest(async () => {
  const running = [...children]
  for (const child of running) child.kill('SIGKILL')
  await Promise.all(running.map((child) => ended(child)))
})

export interface Program {
  pid: number
  /** Its first line: most say their port there. */
  line: string
  /** Gives it a line to read. */
  say(line: string): void
  end(): Promise<void>
}

/** A Python program that has printed its first line. */
export async function python(source: string, ...args: string[]): Promise<Program> {
  const child = spawn('python3', ['-c', source, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.add(child)
  child.once('exit', () => children.delete(child))
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    pid: child.pid ?? 0,
    line: line.toString().trim(),
    say: (text) => child.stdin.write(`${text}\n`),
    end() {
      child.kill('SIGKILL')
      return ended(child)
    },
  }
}

/** A server that accepts what comes, and closes its connections when it is told to. Its line is its port. */
export function pythonServer({ host = '127.0.0.1', port = 0, backlog = 5 } = {}): Promise<Program> {
  const source = `
import socket, sys, threading
server = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((sys.argv[1], int(sys.argv[2])))
server.listen(int(sys.argv[3]))
connections = []
def accept():
  while True:
    connections.append(server.accept()[0])
threading.Thread(target=accept, daemon=True).start()
print(server.getsockname()[1], flush=True)
for line in sys.stdin:
  for connection in connections: connection.close()
  connections.clear()
`
  return python(source, host, String(port), String(backlog))
}

/** A server whose connections wait for a line each before they are accepted. Its line is its port. */
export function pythonLateServer(): Promise<Program> {
  const source = `
import socket, sys
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(5)
print(server.getsockname()[1], flush=True)
connections = []
for line in sys.stdin:
  connections.append(server.accept()[0])
`
  return python(source)
}

/** A client that holds `count` connections to `port`, and closes them when it is told to. Its line is their number. */
export function pythonClient(port: string, count = 1): Promise<Program> {
  const source = `
import socket, sys
clients = [socket.create_connection(('127.0.0.1', int(sys.argv[1]))) for _ in range(int(sys.argv[2]))]
print(len(clients), flush=True)
for line in sys.stdin:
  for client in clients: client.close()
  clients.clear()
`
  return python(source, port, String(count))
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import type { ConsentBox } from '../../../src/main/desktop/consent/words'
import type { CurrentLab } from '../../../src/main/desktop/current-lab'
import { type Desk, openDesk } from '../../../src/main/desktop/desk'
import type { Surroundings } from '../../../src/main/desktop/faults/diagnose'
import type { Wanted } from '../../../src/main/desktop/files/file-kinds'
import { createGate, type Gate } from '../../../src/main/desktop/gate/gate'
import { isTrustedSender, type Sender } from '../../../src/main/desktop/gate/trust'
import type { ItemChange, MenuItem } from '../../../src/main/desktop/window/menu'
import type { Lab, LabOptions } from '../../../src/main/engine/lab'
import type { LabError } from '../../../src/shared/errors'
import type { LabEvent } from '../../../src/shared/events'
import type { Method, Params, Reply, Result } from '../../../src/shared/ipc'
import { afterEachTest } from '../../support/after-each'
import { Page } from './page'

export const own: Sender = { url: 'app://lab/index.html', isMainFrame: true, isOwnWindow: true }
export const about = { version: '1.2.3', versions: { node: '20' } }

/** Those that a test has not closed itself: thousands are, in a test that goes on for hours. */
const opened = new Set<Desktop>()
const folders: string[] = []

afterEachTest(async () => {
  const left = [...opened]
  opened.clear()
  await Promise.all(left.map((desktop) => desktop.close()))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'socket-lab-ipc-')))
  folders.push(folder)
  return folder
}

/** A file in a folder of its own, unless one is given. */
export function temporaryFile(name: string, content: unknown, folder = temporaryFolder()): string {
  const file = path.join(folder, name)
  const raw = typeof content === 'string' || content instanceof Uint8Array
  writeFileSync(file, raw ? content : JSON.stringify(content))
  return file
}

/** All of the main process's side but Electron, behind its gate; gone after the test. */
export class Desktop {
  readonly callers = new Set<Sender>()
  /** Folders that were moved to the trash, and what was shown in the file manager. */
  readonly trashed: string[] = []
  readonly revealed: string[] = []
  /** Pages of the web that were opened. */
  readonly opened: string[] = []
  /** What the dialog for picking was asked for. */
  readonly wanted: Wanted[] = []
  /** The questions that the person was asked, and what they say to each: no, unless a test has it otherwise. */
  readonly asked: ConsentBox[] = []
  says: (box: ConsentBox) => boolean | Promise<boolean> = () => false
  readonly faults: unknown[] = []
  readonly desk: Desk<Sender>
  readonly gate: Gate<Sender>
  /** Every menu that was put up, and every change to one. */
  readonly menus: MenuItem[][] = []
  readonly menuChanges: ItemChange[] = []
  readonly themes: string[] = []
  readonly page = new Page()
  shown = 0
  /** Notifications that were shown, and what choosing the newest one does; the window is in front unless a test says otherwise. */
  readonly notified: { title: string; body: string }[] = []
  chooseNotification = () => {}
  inFront = true
  canNotify = true
  readonly surroundings: Surroundings = {
    machine: {
      platform: 'linux',
      release: '6.1.0',
      arch: 'x64',
      locale: 'en-US',
      from: 'sources',
      carried: false,
      sandboxed: true,
      displays: [{ width: 1920, height: 1080, scale: 1 }],
      memory: 0,
      uptime: 0,
    },
    known: { home: '/home/jane', app: '/opt/lab', user: 'jane', host: 'janes-laptop' },
    log: '',
  }
  /** What the dialog for saving began with, each time, and what the person does there. */
  readonly suggested: string[] = []
  choice: (suggested: string) => string | undefined = (suggested) => suggested

  /**
   * `folder`: of the program's own files; of an earlier start, if it is given. `observe`: read the kernel's tables from the
   * start. `record`: record sessions. `examples`: the folder of the program's own.
   */
  constructor(
    lab: LabOptions = {},
    readonly folder = temporaryFolder(),
    observe = false,
    record = false,
    examples?: string,
  ) {
    const onFault = (fault: unknown) => this.faults.push(fault)
    this.desk = openDesk<Sender, Page>({
      folder,
      about,
      lab,
      observe,
      record,
      ...(examples !== undefined && { examples }),
      onFault,
      native: {
        mac: false,
        locale: () => 'en-US',
        install: (template) => {
          this.menus.push(template)
          return (change) => this.menuChanges.push(change)
        },
        openLogs: () => {},
        openLicences: () => {},
        pageOf: (caller) => {
          this.callers.add(caller)
          return this.page
        },
        openPort: (page) => page.open(),
        askForFile: async (folder, _page, wanted) => {
          this.wanted.push(wanted)
          return this.choice(folder)
        },
        askForConsent: async (box) => {
          this.asked.push(box)
          return this.says(box)
        },
        trash: async (folder) => {
          this.trashed.push(folder)
          rmSync(folder, { recursive: true })
        },
        openUrl: async (url) => void this.opened.push(url),
        reveal: (place) => {
          this.revealed.push(place)
        },
        whenGone: (page, listener) => page.gone.push(listener),
        askWhereToSave: async (suggested) => {
          this.suggested.push(suggested)
          return this.choice(suggested)
        },
        documents: () => folder,
        setTheme: (source) => this.themes.push(source),
        showWindow: () => this.shown++,
        canNotify: () => this.canNotify,
        isInFront: () => this.inFront,
        notify: (words, onChosen) => {
          this.notified.push(words)
          this.chooseNotification = onChosen
        },
        surroundings: async () => this.surroundings,
      },
    })
    this.gate = createGate<Sender>({ handlers: this.desk.handlers, isTrusted: isTrustedSender, onFault })
    opened.add(this)
  }

  get labs(): CurrentLab {
    return this.desk.labs
  }

  /** As at the end of the program; a start in the same folder can follow. */
  async close(): Promise<void> {
    await this.desk.dispose()
    await this.page.close()
    opened.delete(this)
  }

  get lab(): Lab {
    return this.labs.lab
  }

  /** What a request is answered with; fails the test if it is refused. */
  async ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const reply = await this.reply(method, params)
    if (!reply.ok) throw new Error(`${method}: ${reply.error.code}: ${reply.error.message}`)
    return reply.value
  }

  /** What a request is refused with; fails the test if it isn't. `params` may be anything. */
  async refusal(method: Method, params: unknown): Promise<LabError> {
    const reply = await this.raw({ method, params })
    if (reply.ok) throw new Error(`${method} is not refused: ${JSON.stringify(reply.value)}`)
    return reply.error
  }

  reply<M extends Method>(method: M, params: Params<M>): Promise<Reply<M>> {
    return this.raw({ method, params }) as Promise<Reply<M>>
  }

  raw(request: unknown, sender: Sender = own): Promise<Reply<Method>> {
    return through(this.gate, request, sender)
  }

  events(): LabEvent[] {
    const { log } = this.lab
    return Array.from({ length: log.head - log.first + 1 }, (_, i) => log.at(log.first + i) as LabEvent)
  }

  /** The first event of this lab that fits, once there is one. */
  async event(fits: (event: LabEvent) => boolean): Promise<LabEvent> {
    const { log } = this.lab
    for (let seq = log.first; ; seq++) {
      if (seq > log.head) await nextEvent(log)
      const event = log.at(seq)
      if (event && fits(event)) return event
    }
  }
}

/** Sends one raw request through `gate`, over a channel that structured-clones both ways. */
export async function through(gate: Gate<Sender>, raw: unknown, sender = own): Promise<Reply<Method>> {
  const { port1: near, port2: far } = new MessageChannel()
  near.on('message', async (data) => near.postMessage(await gate(sender, data)))
  try {
    far.postMessage(raw)
    const [reply] = await once(far, 'message')
    return reply
  } finally {
    far.close()
  }
}

function nextEvent(log: Lab['log']): Promise<void> {
  return new Promise((resolve) => {
    const subscription = log.subscribe(() => {
      subscription.dispose()
      resolve()
    })
  })
}

import os from 'node:os'
import path from 'node:path'
import type { ActionId } from '../../shared/actions'
import { formatAddress } from '../../shared/ids'
import type { About, Theme } from '../../shared/ipc'
import { liveIn } from '../../shared/model/live'
import { Lab, type LabOptions } from '../engine/lab'
import { LabPast } from '../journal/lab-past'
import { freeSocketPath, ownAddresses } from './addresses'
import { Autosave } from './autosave'
import { AskedCommands } from './consent/commands'
import { Consents } from './consent/consents'
import type { Known } from './consent/wants'
import { type ConsentBox, consentBox } from './consent/words'
import { CurrentLab } from './current-lab'
import { diagnose, type Surroundings } from './faults/diagnose'
import type { FeedOptions, FeedPort } from './feed/feed'
import { Feeds } from './feed/feeds'
import { exportKind, scenarioKind, type Wanted, wantedFor } from './files/file-kinds'
import { Incoming } from './files/incoming'
import { PickedFiles } from './files/picked-files'
import { type FileKind, Saving } from './files/saving'
import type { Handlers } from './gate/gate'
import { createHandlers } from './handlers'
import { PreviousLab } from './last-lab'
import { LessonDesk } from './lesson-desk'
import { type NativeNotifications, Notifier } from './notifying/notifier'
import { Observations } from './observations'
import { PastDesk } from './past/handlers'
import { Journals } from './past/journals'
import { Samples } from './past/samples'
import { Sessions } from './past/sessions'
import { Travels } from './past/travels'
import { modelNow } from './present'
import { ProgramSettingsDesk } from './program-settings'
import type { Unfinished } from './quit/quit-question'
import { Recordings } from './recordings'
import { ScenarioRuns } from './scenario-runs'
import { SettingsFile } from './settings'
import { WindowMenu, type WindowMenuOptions } from './window/window-menu'
import { Works } from './works'

/** What only Electron can do. `Caller` asks, `Page` is what asks it. */
export interface Native<Caller, Page>
  extends Pick<WindowMenuOptions, 'mac' | 'locale' | 'install' | 'openLogs' | 'openLicences'>,
    NativeNotifications {
  pageOf: (caller: Caller) => Page & { zoomFactor: number }
  /** Hands a port to a page, and gives the other end of it. */
  openPort: (page: Page) => FeedPort
  /** Asks the person where to save a file. */
  askWhereToSave: (suggested: string, page: Page, kind: FileKind) => Promise<string | undefined>
  /** Asks the person for a file or a folder, beginning in `folder`. */
  askForFile: (folder: string, page: Page, wanted: Wanted) => Promise<string | undefined>
  /** Asks the person a question of the program's own, over the window. True: they allow it. */
  askForConsent: (box: ConsentBox, page: Page) => Promise<boolean>
  /** Moves a folder to the system's trash. */
  trash: (folder: string) => Promise<void>
  /** Opens a page of the web in the person's browser. */
  openUrl: (url: string) => Promise<void>
  /** Shows a place in the system's file manager, or what is in it. */
  reveal: (place: string, inside: boolean) => Promise<void> | void
  /** Calls `listener` when the page is gone for good. */
  whenGone: (page: Page, listener: () => void) => void
  /** The person's folder for documents. */
  documents: () => string
  setTheme: (source: Theme) => void
  /** What the program runs on. */
  surroundings: (page: Page) => Promise<Surroundings>
  /** Brings the window back, where an item of the menu was chosen without one. */
  showWindow: () => void
}

export interface DeskOptions<Caller, Page> {
  /** Where the program keeps its own files. */
  folder: string
  /** What is remembered across starts. Those of `folder` unless given. */
  settings?: SettingsFile
  /** What is up already; its own unless given. */
  menu?: WindowMenu
  about: Omit<About, 'logCap'>
  native: Native<Caller, Page>
  /** Is told of what goes wrong beside the lab. */
  onFault: (fault: unknown) => void
  onGarbage?: FeedOptions['onGarbage']
  /** The folder of the program's own examples, where it has them. */
  examples?: string
  /** Whether the kernel's tables are read as long as nobody has said otherwise. Default no. */
  observe?: boolean
  /** Whether labs are recorded, into the folder `sessions`. Default no. */
  record?: boolean
  /** Resolves when the window is there: threads that it doesn't need begin then. Default at once. */
  calm?: Promise<void>
  lab?: LabOptions
}

export interface Desk<Caller> {
  labs: CurrentLab
  settings: SettingsFile
  journals: Journals
  menu: WindowMenu
  /** An item of the menu has been chosen. */
  choose: (id: ActionId) => void
  handlers: Handlers<Caller>
  /** Sessions and scenarios that are given to the program from outside. */
  incoming: Incoming
  /** What would end with the program. */
  unfinished(): Unfinished
  /** Closes everything. Resolves when nothing is left open. */
  dispose(): Promise<void>
}

/** Puts together all that stands between the lab and its window. */
export function openDesk<Caller, Page>(options: DeskOptions<Caller, Page>): Desk<Caller> {
  const { folder, about, native, onFault, onGarbage, calm } = options
  let isCalm = calm === undefined
  const calmed = calm?.then(() => {
    isCalm = true
  })
  const soon = (task: () => void) => {
    if (isCalm) task()
    else void calmed?.then(task)
  }
  const picked = new PickedFiles()
  const known: Known = {
    isOwn: (host) => machineAddresses().some(({ address }) => address === host),
    serves: (host, port) => labs.lab.serves(host, port),
    servesPath: (path) => labs.lab.servesPath(path),
    folderOf: picked.resolveFolder,
  }
  const consents = new Consents<Caller>({
    ask: (question, caller) => native.askForConsent(consentBox(question, menu.labels), native.pageOf(caller)),
    known,
  })
  const labs = new CurrentLab(
    () =>
      new Lab({
        versions: about.versions,
        resolveFile: picked.resolve,
        resolveFolder: picked.resolveFolder,
        resolvePath: picked.resolvePath,
        mayReach: consents.mayReach,
        isConfirmed: (host, port) => consents.mayLoad(formatAddress(host, port)),
        maySpawn: consents.maySpawn,
        ...options.lab,
      }),
    onFault,
  )
  labs.follow(() => ({ dispose: () => consents.forget() }))
  const settings = options.settings ?? new SettingsFile(path.join(folder, 'settings.json'), onFault)
  const feeds = new Feeds<Page>(native.openPort, { onFault, ...(onGarbage && { onGarbage }) })
  const travels = new Travels<Page>({ feeds, onFault, whenGone: native.whenGone })
  const works = new Works<Page>({
    tell: (page, news) => feeds.tellOne(page, news),
    whenGone: native.whenGone,
  })
  const journals = new Journals({
    labs,
    folder: path.join(folder, 'sessions'),
    settings,
    record: options.record === true,
    soon,
    inUse: () => travels.sessions,
    onFault,
  })
  labs.follow(({ log }, id) => {
    feeds.show(log, id)
    const past = new LabPast(log, id, () => journals.current?.past())
    travels.openLab({ past, lab: id, subscribe: (listener) => log.subscribe(listener) })
    return { dispose: () => void past.dispose() }
  })

  const observations = new Observations(labs, () => settings.get('observe') ?? options.observe === true, soon)
  const choose = (id: ActionId) => {
    if (!feeds.tell({ type: 'menu', id })) native.showWindow()
  }
  const menu = options.menu ?? new WindowMenu({ ...native, choose })

  const file = path.join(folder, 'last-lab.json')
  const title = () => menu.labels.lastLab
  const lastLab = new PreviousLab(file, title, onFault)
  const scenarios = new ScenarioRuns<Caller>({
    labs,
    picked,
    consents,
    lastLab: (part) => lastLab.scenario(part),
    nowhere: path.join(folder, 'nowhere'),
    onFault,
  })
  const { examples } = options
  const lessons = new LessonDesk({ labs, picked, consents, examples, onFault })
  const recordings = new Recordings(labs)
  new Autosave({ file, labs, recordings, title, onFault, ready: () => lastLab.read() })

  const incoming = new Incoming({ picked, tell: (request) => feeds.tell(request) })
  const notifier = new Notifier({
    labs,
    isWanted: () => settings.get('notify') === true,
    labels: () => menu.labels,
    native,
    tell: (request) => feeds.tell(request),
  })
  const programSettings = new ProgramSettingsDesk({
    file: settings,
    observe: options.observe === true,
    canNotify: native.canNotify,
    apply: {
      theme: native.setTheme,
      zoom: (factor, page) => {
        page.zoomFactor = factor
      },
      // That it can't be had is in the log.
      observe: (on) => void observations.setSource('kernel', on).catch(() => {}),
      recording: (limits) => journals.limit(limits),
    },
  })

  const lastFolder = () => settings.get('folder') ?? native.documents()
  const saving = new Saving<Caller>({
    folder: lastFolder,
    remember: (folder) => settings.set('folder', folder),
    choose: (suggested, kind, caller) => native.askWhereToSave(suggested, native.pageOf(caller), kind),
    saved: (file, ms) => notifier.saved(file, ms),
  })
  const past = new PastDesk<Caller, Page>({
    lab: () => labs.lab,
    travels,
    sessions: new Sessions({
      library: journals.library,
      samples: new Samples(examples, path.join(folder, 'samples')),
      picked,
      inUse: () => [...travels.sessions, ...journals.open],
      ...native,
    }),
    recording: journals,
    works,
    saving,
    fileKind: (kind) => exportKind(kind, menu.labels),
    pageOf: native.pageOf,
  })
  const handlers = createHandlers<Caller, Page>({
    labs,
    picked,
    commands: new AskedCommands<Caller>({ consents, known, lab: () => labs.lab }),
    consents,
    examples: options.examples ?? null,
    scenarios,
    lessons,
    openUrl: native.openUrl,
    recordings,
    lastLab,
    observation: observations,
    menu,
    settings,
    programSettings,
    about,
    attach: (caller) => {
      feeds.attach(native.pageOf(caller))
      works.retell(native.pageOf(caller))
      incoming.windowListens()
      notifier.windowListens()
    },
    chooseFile: async (kind, caller) => {
      const wanted = wantedFor(kind, menu.labels)
      const chosen = await native.askForFile(lastFolder(), native.pageOf(caller), wanted)
      if (chosen !== undefined) settings.set('folder', path.dirname(chosen))
      return chosen
    },
    addresses: machineAddresses,
    socketPath: freeSocketPath,
    save: { recordings, picked, saving, kind: () => scenarioKind(menu.labels) },
    past,
    page: native.pageOf,
    diagnose: async (window, caller) => {
      const page = native.pageOf(caller)
      return diagnose(window, page.zoomFactor, await native.surroundings(page), {
        about,
        lab: () => labs.lab,
        settings,
        observes: options.observe === true,
        recording: () => journals.state(),
        captureRights: () => observations.captureRights(),
      })
    },
  })
  return {
    labs,
    settings,
    journals,
    menu,
    choose,
    handlers,
    incoming,
    unfinished: () => ({
      ...liveIn(modelNow(labs.lab.log)),
      exports: past.exporting,
      recorded: journals.current !== undefined && journals.current.error === undefined,
    }),
    async dispose() {
      notifier.dispose()
      // Before all else: what is half written goes.
      await works.dispose()
      await labs.dispose()
      await observations.disposed
      await journals.settled()
      travels.dispose()
      feeds.dispose()
    },
  }
}

function machineAddresses() {
  return ownAddresses(os.networkInterfaces(), process.platform)
}

import { encodeUtf8, parseHex } from '../../shared/bytes'
import { LAB_CODES, LabFailure, labError } from '../../shared/errors'
import type { About, OwnAddress, Params } from '../../shared/ipc'
import { sourceOf } from '../../shared/lessons/sources'
import type { Lab } from '../engine/lab'
import type { AskedCommands } from './consent/commands'
import type { Consents } from './consent/consents'
import { CAPTURE } from './consent/wants'
import type { PickedFiles } from './files/picked-files'
import type { Handlers } from './gate/gate'
import type { PreviousLab } from './last-lab'
import type { LessonDesk } from './lesson-desk'
import type { Observations } from './observations'
import type { PastDesk } from './past/handlers'
import type { ProgramSettingsDesk } from './program-settings'
import type { Recordings } from './recordings'
import { type SaveOptions, saveScenario } from './save-scenario'
import type { ScenarioRuns } from './scenario-runs'
import type { SettingsFile } from './settings'
import type { WindowMenu } from './window/window-menu'
import { zoomed } from './window/zoom'

export interface HandlerOptions<Caller, Page> {
  labs: {
    readonly lab: Pick<Lab, 'log' | 'madeBy' | 'tryRules'>
    renew(): Promise<void>
  }
  picked: Pick<PickedFiles, 'pick'>
  commands: Pick<AskedCommands<Caller>, 'execute' | 'executeAll'>
  consents: Pick<Consents<Caller>, 'ask'>
  /** The folder of the program's own examples. */
  examples: string | null
  /** Asks the person for a file. Undefined if they decide otherwise. */
  chooseFile: (kind: Params<'chooseFile'>['kind'], caller: Caller) => Promise<string | undefined>
  scenarios: Pick<ScenarioRuns<Caller>, 'open' | 'run' | 'control' | 'current'>
  lessons: Pick<LessonDesk, 'begin' | 'show' | 'perform' | 'adopt' | 'end'>
  /** Opens a page of the web, in the person's browser. */
  openUrl: (url: string) => Promise<void>
  attach: (caller: Caller) => void
  about: Omit<About, 'logCap'>
  addresses: () => OwnAddress[]
  socketPath: () => string
  recordings: Pick<Recordings, 'whole'>
  save: SaveOptions<Caller>
  lastLab: Pick<PreviousLab, 'summary'>
  observation: Pick<Observations, 'setSource' | 'captureRights' | 'localListeners'>
  menu: Pick<WindowMenu, 'set'>
  settings: Pick<SettingsFile, 'set'>
  programSettings: Pick<ProgramSettingsDesk, 'state' | 'change'>
  past: Pick<PastDesk<Caller, Page>, 'requireNow' | 'goLive' | 'handlers'>
  /** The page that asks. */
  page: (caller: Caller) => { zoomFactor: number }
  /** Text for a report of a fault. */
  diagnose: (window: Params<'diagnostics'>, caller: Caller) => Promise<string>
}

/** What the lab does for a window. */
export function createHandlers<Caller, Page>(options: HandlerOptions<Caller, Page>): Handlers<Caller> {
  const { labs, picked, commands, scenarios, lessons, recordings, lastLab, past, menu, settings } = options
  return {
    execute: ({ command }, caller) => {
      past.requireNow(caller)
      return commands.execute(command, caller, () => past.requireNow(caller))
    },
    executeAll: ({ commands: given }, caller) => {
      past.requireNow(caller)
      return commands.executeAll(given, caller, () => past.requireNow(caller))
    },
    examples: () => options.examples,
    madeBy: ({ socket }) => madeBy(labs.lab, socket),
    tryRules: ({ rules, message }) =>
      labs.lab.tryRules(
        rules,
        'text' in message ? encodeUtf8(message.text) : (parseHex(message.hex) ?? new Uint8Array(0)),
      ),
    attach: (_params, caller) => {
      options.attach(caller)
      return null
    },
    about: () => ({
      ...options.about,
      logCap: labs.lab.log.cap,
    }),
    addresses: () => options.addresses(),
    socketPath: () => options.socketPath(),
    pickFile: ({ path, folder }) => picked.pick(path, folder ? 'folder' : 'file'),
    chooseFile: async ({ kind }, caller) => {
      const file = await options.chooseFile(kind, caller)
      return file === undefined
        ? null
        : picked.pick(file, kind === 'sessionFolder' || kind === 'folder' ? 'folder' : 'file')
    },
    newLab: async (_params, caller) => {
      await labs.renew()
      past.goLive(caller)
      return null
    },
    openScenario: (params) => scenarios.open(params),
    runScenario: (params, caller) => {
      past.requireNow(caller)
      return scenarios.run(params, caller)
    },
    controlRun: (params, caller) => {
      if (params.act !== 'stop') past.requireNow(caller)
      return scenarios.control(params)
    },
    currentRun: () => scenarios.current,
    beginLesson: (params, caller) => {
      past.requireNow(caller)
      return lessons.begin(params)
    },
    showLessonStep: (params, caller) => {
      past.requireNow(caller)
      return lessons.show(params)
    },
    doLessonStep: (params, caller) => {
      past.requireNow(caller)
      return lessons.perform(params)
    },
    castForLesson: (params, caller) => {
      past.requireNow(caller)
      return lessons.adopt(params)
    },
    endLesson: (params) => lessons.end(params),
    openSource: async ({ source }) => {
      // Whatever the window asks for, only what lessons cite is opened.
      const found = sourceOf(source)
      if (!found)
        throw new LabFailure(labError(LAB_CODES.badCommand, `no lesson cites ${JSON.stringify(source)}`))
      await options.openUrl(found.url)
      return null
    },
    recorded: (params) => recordings.whole(params),
    saveScenario: (params, caller) => saveScenario(params, caller, options.save),
    lastLab: () => lastLab.summary(),
    setSource: async ({ source, on }, caller) => {
      if (source === 'capture' && on) await options.consents.ask({ wants: [CAPTURE] }, caller)
      // Remembered even where it can't be had: it may be one day.
      if (source === 'kernel') settings.set('observe', on)
      await options.observation.setSource(source, on)
      return null
    },
    captureRights: () => options.observation.captureRights(),
    localListeners: () => options.observation.localListeners(),
    ...past.handlers,
    diagnostics: async (window, caller) => ({ text: await options.diagnose(window, caller) }),
    setMenu: (state) => {
      menu.set(state)
      return null
    },
    zoom: ({ by }, caller) => {
      const page = options.page(caller)
      const factor = zoomed(page.zoomFactor, by)
      page.zoomFactor = factor
      settings.set('zoom', factor)
      return { factor }
    },
    settings: () => options.programSettings.state,
    setSettings: ({ change }, caller) => options.programSettings.change(change, options.page(caller)),
  }
}

function madeBy(lab: Pick<Lab, 'madeBy'>, socket: string) {
  const command = lab.madeBy(socket)
  if (command) return command
  const message = `no command of this lab made ${socket}: only listeners and clients are made by one`
  throw new LabFailure(labError(LAB_CODES.unknownSocket, message, { field: 'socket' }))
}

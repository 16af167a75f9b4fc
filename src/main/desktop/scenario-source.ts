import path from 'node:path'
import { type LabError, LabFailure } from '../../shared/errors'
import type { OpenedScenario, ScenarioSource } from '../../shared/ipc'
import { isExpectation, type Scenario } from '../../shared/scenario'
import { examine, permit, type Read, readScenario, together } from '../scenario/prepare'
import { fileResolver, type Unsafe } from '../scenario/safety'
import { type Want, wantOf } from './consent/wants'
import type { PickedFiles } from './files/picked-files'

export interface SourceOptions {
  picked: Pick<PickedFiles, 'require'>
  /** A scenario of the lab of the last start, and what it is called. Throws LabFailure if there is none. */
  lastLab: (part: 'setup' | 'whole') => Promise<{ scenario: Scenario; title: string }>
  /** Where a scenario that isn't a file finds files: relative ones nowhere. */
  nowhere: string
}

/** Reads a scenario, for the window to show. Throws LabFailure if the window may not name it. */
export async function openScenario(
  source: ScenarioSource,
  options: SourceOptions,
): Promise<{ opened: OpenedScenario; read?: Read }> {
  const { read, title } = await readSource(source, options)
  if ('errors' in read) return { opened: { source, title, steps: [], needs: [], errors: read.errors } }
  const { scenario } = read
  const { needs, errors } = examine(read)
  const opened: OpenedScenario = {
    source,
    title: scenario.title || title,
    ...(scenario.description !== undefined && { description: scenario.description }),
    steps: errors.length > 0 ? [] : scenario.steps,
    needs: needs.map(({ need, step }) => ({ ...need, step })),
    errors,
  }
  return { opened, read }
}

/** A scenario that may run as it is. */
export interface Runnable {
  opened: OpenedScenario
  scenario: Scenario
  resolveFile: (file: string) => string
}

/** A scenario that may run once the person has allowed what it wants. */
export interface Prepared {
  opened: OpenedScenario
  scenario: Scenario
  wants: Want[]
  /** To be called when they have. Throws LabFailure if something of it can't be had. */
  allowed: () => Runnable
}

const EVERYTHING = { net: true, files: true, spawn: true }

/** Reads a scenario again, to run it. Throws LabFailure if it has errors. */
export async function prepareScenario(source: ScenarioSource, options: SourceOptions): Promise<Prepared> {
  const { opened, read } = await openScenario(source, options)
  if (!read || opened.errors.length > 0) throw refused('this scenario has errors', opened.errors)
  const { scenario } = read
  return {
    opened,
    scenario,
    wants: wantsIn(read, examine(read).needs),
    allowed: () => {
      // Looked at only now: what lies outside of its folder is nobody's business before.
      const permitted = permit(read, EVERYTHING)
      if ('errors' in permitted) throw refused('this scenario has errors', permitted.errors)
      return { opened, scenario, ...permitted }
    },
  }
}

/** What of a file's needs the person is asked, each with its place in the file. */
function wantsIn({ scenario, folder }: Read, needs: readonly Unsafe[]): Want[] {
  const resolve = fileResolver(folder, EVERYTHING)
  return needs.flatMap(({ need, step: number, error: { field } }) => {
    const step = scenario.steps[number - 1]
    if (!step || isExpectation(step)) return []
    const want = wantOf(need, step, (cwd) => resolve(cwd ?? '.'))
    return [{ ...want, ...(field !== undefined && { field }) }]
  })
}

async function readSource(
  source: ScenarioSource,
  { picked, lastLab, nowhere }: SourceOptions,
): Promise<{ read: Read | { errors: LabError[] }; title: string }> {
  if (source.from === 'lastLab') {
    const { scenario, title } = await lastLab(source.part)
    return { read: { scenario, folder: nowhere }, title }
  }
  picked.require(source.path, 'source.path')
  return {
    read: await readScenario(source.path, path.dirname(source.path)),
    title: path.basename(source.path),
  }
}

function refused(what: string, errors: readonly LabError[]): LabFailure {
  return new LabFailure(together(what, errors))
}

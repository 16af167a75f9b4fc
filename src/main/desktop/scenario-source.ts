import path from 'node:path'
import { LAB_CODES, type LabError, LabFailure } from '../../shared/errors'
import type { Allowed, OpenedScenario, ScenarioSource } from '../../shared/ipc'
import type { Scenario } from '../../shared/scenario'
import { examine, permit, type Read, readScenario, together } from '../scenario/prepare'
import type { PickedFiles } from './picked-files'

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

/** Reads a scenario again, to run it. Throws LabFailure if it has errors or needs more than the person allows. */
export async function prepareScenario(
  source: ScenarioSource,
  allowed: Allowed,
  options: SourceOptions,
): Promise<Runnable> {
  const { opened, read } = await openScenario(source, options)
  if (!read || opened.errors.length > 0) throw refused('this scenario has errors', opened.errors)
  const permitted = permit(read, allowed)
  if ('errors' in permitted) {
    const [first] = permitted.errors
    const what = first?.code === LAB_CODES.untrusted ? 'not allowed so far' : 'this scenario has errors'
    throw refused(what, permitted.errors)
  }
  return { opened, scenario: read.scenario, ...permitted }
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

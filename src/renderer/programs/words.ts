import type { TFunction } from 'i18next'
import { visible } from '../../shared/bytes'
import { formatCommandLine, spawnLine } from '../../shared/command-line'
import type { ProgramModel } from '../../shared/model/programs'

/** What a program is called: the name that people gave it, or its first one. */
export function programName({ label, name }: ProgramModel): string {
  return label ?? name
}

/** Its words, as they were given, or as the system was told them. */
export function programLine({ command, asked }: ProgramModel): string {
  return visible(command.length > 0 ? formatCommandLine(command) : spawnLine(asked))
}

/** How it stands: running, exited 0, killed by SIGKILL. */
export function phaseText(t: TFunction, { phase, code = 0, signal, error }: ProgramModel): string {
  switch (phase) {
    case 'starting':
    case 'running':
      return t(`programs.phase.${phase}`)
    case 'exited':
      return signal === undefined
        ? t('programs.phase.exited', { code })
        : t('programs.phase.killed', { signal: visible(signal) })
    case 'failed':
      return t('programs.phase.failed', { code: visible(error?.code ?? '') })
  }
}

/** What its mark looks like: it runs, has ended well, or has not. */
export type Look = 'running' | 'ended' | 'bad'

export function lookOf({ phase, code = 0, signal }: ProgramModel): Look {
  if (phase === 'starting' || phase === 'running') return 'running'
  return phase === 'failed' || code !== 0 || signal !== undefined ? 'bad' : 'ended'
}

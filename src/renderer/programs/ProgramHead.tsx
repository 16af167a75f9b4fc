import { RotateCcw, SquareTerminal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Signal } from '../../shared/commands'
import { isAlive, type ProgramModel } from '../../shared/model/programs'
import { ActionButton } from '../actions/ActionButton'
import { useUi } from '../app/ui'
import { ConnectTo } from '../connection/ConnectTo'
import { useLab, useStructure } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { ActButton } from '../ui/ActButton'
import card from '../ui/Card.module.css'
import { ErrorText } from '../ui/ErrorText'
import { Fact } from '../ui/Fact'
import { clockTime } from '../ui/format'
import { PhaseBadge } from './PhaseBadge'
import css from './ProgramView.module.css'
import { programLine, programName } from './words'

/** What runs, how it stands, and what can be done to it. */
export function ProgramHead({ program }: { program: ProgramModel }) {
  const { t } = useTranslation()
  const lab = useLab()
  useStructure()
  const { pid, cwd, startedAt, endedAt, error } = program
  const listener = [...lab.model.sockets.values()].find(
    ({ role, watch, state }) => role === 'foreignListener' && watch === program.name && state === 'LISTEN',
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" aria-label={t('programs.label', { name: programName(program) })} className={card.card}>
      <div className={card.head}>
        <SquareTerminal size={16} aria-hidden="true" />
        <h2 className={card.name}>{programName(program)}</h2>
        <span role="status">
          <PhaseBadge program={program} />
        </span>
        <code className={css.line}>{programLine(program)}</code>
      </div>
      {error && <ErrorText error={error} />}
      <dl className={card.facts}>
        {pid !== undefined && <Fact label={t('programs.pid')}>{pid}</Fact>}
        {cwd !== undefined && <Fact label={t('programs.cwd')}>{cwd}</Fact>}
        <Fact label={t('programs.started')}>{clockTime(lab.wallOf(startedAt))}</Fact>
        {endedAt !== undefined && <Fact label={t('programs.ended')}>{clockTime(lab.wallOf(endedAt))}</Fact>}
      </dl>
      <div className={card.acts}>
        {isAlive(program) && listener && <ConnectTo listener={listener} />}
        {isAlive(program) ? <Ends program={program} /> : <Again program={program} />}
      </div>
    </div>
  )
}

/** The signals that can be sent. Windows has none but those that end a program. */
function Ends({ program }: { program: ProgramModel }) {
  const { bridge } = useUi()
  const { halted } = program
  return (
    <>
      {bridge.platform !== 'win32' && (
        <>
          <SignalButton program={program} signal="SIGINT" words="interrupt" />
          <SignalButton
            program={program}
            signal={halted ? 'SIGCONT' : 'SIGSTOP'}
            words={halted ? 'goOn' : 'halt'}
          />
        </>
      )}
      <ActionButton id="endProgram" look="normal" small />
      <ActionButton id="killProgram" look="danger" small />
    </>
  )
}

interface SignalProps {
  program: ProgramModel
  signal: Signal
  words: 'interrupt' | 'halt' | 'goOn'
}

function SignalButton({ program, signal, words }: SignalProps) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const past = usePast()
  return (
    <ActButton
      why={past ?? t(`programs.signal.${words}Why`)}
      disabled={past !== undefined}
      onClick={() => void execute({ do: 'kill', socket: program.name, signal })}
    >
      {t(`programs.signal.${words}`)}
    </ActButton>
  )
}

/** Once it is over: the same once more, under another name. */
function Again({ program }: { program: ProgramModel }) {
  const { t } = useTranslation()
  const { openDialog } = useUi()
  const past = usePast()
  const { as: _as, nowait: _nowait, ...like } = program.asked
  const inPlace = program.cwd === undefined ? like : { ...like, cwd: program.cwd }
  return (
    <ActButton
      icon={RotateCcw}
      why={past ?? t('programs.againWhy')}
      disabled={past !== undefined}
      onClick={() => openDialog({ name: 'program', like: inPlace })}
    >
      {t('programs.again')}
    </ActButton>
  )
}

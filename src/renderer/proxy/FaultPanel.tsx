import { Hand, Play } from 'lucide-react'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { Faults } from '../../shared/commands'
import type { Direction } from '../../shared/events'
import { faultOf, isFaultless } from '../../shared/faults'
import type { Model, SocketModel } from '../../shared/model/model'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { ActButton } from '../ui/ActButton'
import { FaultFields } from './FaultFields'
import css from './FaultPanel.module.css'
import { type FaultsProblems, faultsFormOf, readFaults } from './faultForm'
import { type Held, held, withHold } from './holding'

/** What a proxy does to what passes, switched while it runs. */
export function FaultPanel({ socket, faults }: { socket: SocketModel; faults: Faults }) {
  const { t } = useTranslation()
  const { execute, signals } = useUi()
  const past = usePast()
  const panel = useRef<HTMLElement>(null)
  const { hold: toServer } = faultOf(faults, 'toServer')
  const { hold: toClient } = faultOf(faults, 'toClient')
  const rest = JSON.stringify(released(faults))
  const [form, setForm] = useState(() => faultsFormOf(faults))
  const [problems, setProblems] = useState<FaultsProblems>({})
  // What is so now is what the fields have, whoever changed it. That something is held changes nothing of what is half typed.
  useEffect(() => {
    setForm(faultsFormOf(JSON.parse(rest) as Faults))
    setProblems({})
  }, [rest])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest comes first, and takes this back
  useEffect(() => {
    setForm((before) => ({
      ...before,
      toServer: { ...before.toServer, hold: toServer === true },
      toClient: { ...before.toClient, hold: toClient === true },
    }))
  }, [toServer, toClient, rest])
  useSignal(signals, 'proxy.focus', () => panel.current?.querySelector<HTMLElement>('input')?.focus())

  const closed = past ?? (socket.descriptor === 'open' ? undefined : t('actions.reason.notListening'))
  const change = (wanted: Faults) => void execute({ do: 'configure', socket: socket.name, faults: wanted })
  const faultless = isFaultless(faults)
  const read = readFaults(form, faults.seed)
  const changed = 'problems' in read || JSON.stringify(read.faults) !== JSON.stringify(readBack(faults))
  const apply = () => {
    setProblems('problems' in read ? read.problems : {})
    if ('faults' in read) change(read.faults)
  }

  return (
    <section ref={panel} className={css.panel} aria-label={t('proxy.panel')}>
      <div className={css.head}>
        <h3 className={css.title}>{t('proxy.panel')}</h3>
        {(['toServer', 'toClient'] as const).map((direction) => (
          <HoldButton
            key={direction}
            socket={socket.name}
            direction={direction}
            faults={faults}
            why={closed}
            onChange={change}
          />
        ))}
        <span className={css.apart} />
        <ActButton
          why={closed ?? t(faultless ? 'proxy.clearNothing' : 'proxy.clearHint')}
          disabled={closed !== undefined || faultless}
          onClick={() => change(faults.seed === undefined ? {} : { seed: faults.seed })}
        >
          {t('proxy.clear')}
        </ActButton>
        <ActButton
          look="primary"
          why={closed ?? t(changed ? 'proxy.applyHint' : 'proxy.applyNothing')}
          disabled={closed !== undefined || !changed}
          onClick={apply}
        >
          {t('proxy.apply')}
        </ActButton>
      </div>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (closed === undefined) apply()
        }}
      >
        <FaultFields
          form={form}
          problems={problems}
          onChange={(next) => {
            setProblems({})
            setForm(next)
          }}
          holds={false}
        />
        <input type="submit" hidden />
      </form>
      <p className={css.cannot}>{t('proxy.cannot')}</p>
    </section>
  )
}

function released(faults: Faults): Faults {
  return withHold(withHold(faults, 'toServer', false), 'toClient', false)
}

/** The same faults as the fields would say them. */
function readBack(faults: Faults): Faults | undefined {
  const read = readFaults(faultsFormOf(faults), faults.seed)
  return 'faults' in read ? read.faults : undefined
}

const NOTHING_HELD: Held = { bytes: 0, endings: 0, of: [] }

interface HoldProps {
  socket: string
  direction: Direction
  faults: Faults
  why: string | undefined
  onChange: (faults: Faults) => void
}

/** Holds what passes in one direction, or lets it go on; says how much waits, and of whom. */
function HoldButton({ socket, direction, faults, why, onChange }: HoldProps) {
  const { t } = useTranslation()
  const lab = useLab()
  const holds = faultOf(faults, direction).hold === true
  // How much waits changes at the proxy's ends, and nowhere else.
  useSyncExternalStore(lab.subscribe, () => (holds ? lab.version : 0))
  const waiting = holds ? held(lab.model, socket, direction) : NOTHING_HELD
  const size = formatBytes(waiting.bytes)
  return (
    <>
      <ActButton
        icon={holds ? Play : Hand}
        why={why ?? t(holds ? 'proxy.releaseHint' : 'proxy.holdHint')}
        {...(waiting.of.length > 0 && { hint: whose(lab.model, waiting.of) })}
        aria-pressed={holds}
        disabled={why !== undefined}
        onClick={() => onChange(withHold(faults, direction, !holds))}
      >
        {t(`proxy.${holds ? 'release' : 'holdWay'}.${direction}`)}
      </ActButton>
      {holds && (
        <output className={css.held}>
          {t(waiting.endings > 0 ? 'proxy.heldWithEnd' : 'proxy.held', { size, count: waiting.endings })}
        </output>
      )}
    </>
  )
}

function whose(model: Model, of: readonly { name: string; bytes: number }[]): string {
  return of.map(({ name, bytes }) => `${shownName(model, name)}: ${formatBytes(bytes)}`).join('\n')
}

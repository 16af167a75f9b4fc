import { Hand, Play } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { Faults } from '../../shared/commands'
import type { Direction } from '../../shared/events'
import { faultOf, isFaultless } from '../../shared/faults'
import type { Model, SocketModel } from '../../shared/model/model'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { useLab, useStructure } from '../lab/hooks'
import { shownName } from '../lab/names'
import { usePast } from '../lab/usePast'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { FaultFields } from './FaultFields'
import css from './FaultPanel.module.css'
import { type FaultsProblems, faultsFormOf, readFaults } from './faultForm'
import { held, withHold } from './holding'

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
        <Button
          small
          disabled={closed !== undefined || isFaultless(faults)}
          focusableWhenDisabled
          onClick={() => change(faults.seed === undefined ? {} : { seed: faults.seed })}
        >
          {t('proxy.clear')}
        </Button>
        <Button
          small
          look="primary"
          disabled={closed !== undefined || !changed}
          focusableWhenDisabled
          aria-description={closed ?? t('proxy.applyHint')}
          onClick={apply}
        >
          {t('proxy.apply')}
        </Button>
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
  useStructure()
  const holds = faultOf(faults, direction).hold === true
  const waiting = held(lab.model, socket, direction)
  const size = formatBytes(waiting.bytes)
  const effect = why ?? t(holds ? 'proxy.releaseHint' : 'proxy.holdHint')
  return (
    <>
      <Hint text={holds && waiting.of.length > 0 ? whose(lab.model, waiting.of) : effect}>
        <Button
          small
          aria-pressed={holds}
          aria-description={effect}
          disabled={why !== undefined}
          focusableWhenDisabled
          onClick={() => onChange(withHold(faults, direction, !holds))}
        >
          {holds ? <Play size={13} aria-hidden="true" /> : <Hand size={13} aria-hidden="true" />}
          {t(`proxy.${holds ? 'release' : 'holdWay'}.${direction}`)}
        </Button>
      </Hint>
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

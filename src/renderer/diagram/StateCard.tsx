import { Popover } from '@base-ui/react/popover'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import type { TcpState } from '../../shared/tcp/states'
import { TOOL_NAMES } from '../../shared/tcp/tools'
import { useUi } from '../app/ui'
import { CopyButton } from '../connection/CopyButton'
import { useLab, useLabVersion } from '../lab/hooks'
import { shownName } from '../lab/names'
import { StateBadge } from '../ui/StateBadge'
import { leaveText } from './figureText'
import css from './StateCard.module.css'
import { waysOut } from './ways'

/** So many sockets are named; of more, how many there are. */
const NAMED = 12

/** What a state means, how it is left, what can go wrong, what tools call it, and who is in it now. */
export function StateCard({ state }: { state: TcpState }) {
  const { t } = useTranslation()
  const tools = TOOL_NAMES[state]
  const command = `ss -tan state ${tools.ssFilter}`
  return (
    <>
      <Popover.Title className={css.title}>
        <StateBadge state={state} />
      </Popover.Title>
      <p>{t(`diagram.meaning.${state}`)}</p>
      <p className={css.who}>{t(`diagram.who.${state}`)}</p>
      <h3 className={css.heading}>{t('diagram.leaving')}</h3>
      <ul>
        {waysOut(state).map(([to, occurrences]) => (
          <li key={to} className={css.way}>
            <ArrowRight size={12} aria-hidden="true" />
            <span className={css.to}>
              <StateBadge state={to} plain />
            </span>
            <span>
              {occurrences.map((on) => (
                <span key={on} className={css.occurrence}>
                  {leaveText(t, state, on)}{' '}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <h3 className={css.heading}>{t('diagram.trouble')}</h3>
      <p>{t(`diagram.watchOut.${state}`)}</p>
      <h3 className={css.heading}>{t('diagram.tools')}</h3>
      <dl className={css.tools}>
        {(['ss', 'netstat', 'macos', 'windows'] as const).map((tool) => (
          <div key={tool}>
            <dt>{t(`diagram.tool.${tool}`)}</dt>
            <dd translate="no">{tools[tool]}</dd>
          </div>
        ))}
      </dl>
      <p className={css.command}>
        <code translate="no">{command}</code>
        <CopyButton text={command} name={t('diagram.copy')} />
      </p>
      <InItNow state={state} />
    </>
  )
}

function InItNow({ state }: { state: TcpState }) {
  const { t } = useTranslation()
  const lab = useLab()
  useLabVersion()
  const { select, selected } = useUi()
  const names = [...lab.model.sockets.values()]
    .filter((socket) => socket.state === state)
    .map(({ name }) => name)
  return (
    <>
      <h3 className={css.heading}>{t('diagram.now', { count: names.length })}</h3>
      {names.length === 0 ? (
        <p className={css.who}>{t('diagram.nobody')}</p>
      ) : (
        <ul className={css.sockets}>
          {names.slice(0, NAMED).map((name) => (
            <li key={name}>
              <button
                type="button"
                className={css.socket}
                aria-current={name === selected || undefined}
                onClick={() => select(name)}
              >
                {visible(shownName(lab.model, name))}
              </button>
            </li>
          ))}
          {names.length > NAMED && <li>{t('diagram.more', { count: names.length - NAMED })}</li>}
        </ul>
      )}
    </>
  )
}

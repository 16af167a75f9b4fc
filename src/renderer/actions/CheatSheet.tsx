import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ACTIONS, type ActionId, MENUS } from '../../shared/actions'
import { useUi } from '../app/ui'
import type { en } from '../i18n/en'
import { DialogFrame, DialogHead } from '../ui/DialogFrame'
import css from './CheatSheet.module.css'
import { useActions } from './context'
import { keysText, REDO_TOO } from './keys'
import { ACTION_IDS } from './registry'

type Row = keyof typeof en.actions.cheatSheet.rows

/** Keys that belong to a list or a field, and are nobody's action. */
const IN_LISTS: readonly (readonly [Row, readonly string[]])[] = [
  ['move', ['↑', '↓']],
  ['extend', ['Shift+↑', 'Shift+↓']],
  ['expand', ['→', '←']],
  ['hexRow', ['H']],
  ['copy', ['Mod+C']],
  ['paste', ['Mod+V']],
  ['pin', ['P']],
  ['menu', ['Shift+F10']],
]
const IN_TIMELINE: readonly (readonly [Row, readonly string[]])[] = [
  ['zoomTime', ['+', '-', '0']],
  ['panTime', ['←', '→']],
  ['endsOfTime', ['Home', 'End']],
  ['followTime', ['F']],
  ['filterTime', ['B', 'Esc']],
]
const IN_COMPOSER: readonly (readonly [Row, readonly string[]])[] = [
  ['send', ['Enter', 'Mod+Enter']],
  ['newLine', ['Shift+Enter']],
  ['history', ['↑', '↓']],
]

/** Every key of the window on one page. */
export function CheatSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const actions = useActions()
  const { bridge } = useUi()
  return (
    <DialogFrame className={css.popup} onClose={onClose}>
      <DialogHead title={t('actions.cheatSheet.title')} intro={t('actions.cheatSheet.intro')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <div className={css.columns} tabIndex={0}>
        {MENUS.map((menu) => {
          const ids = ACTION_IDS.filter((id) => ACTIONS[id].menu === menu && ACTIONS[id].keys)
          return (
            <Section key={menu} title={t(`actions.menu.${menu}`)}>
              {ids.map((id) => (
                <Keys
                  key={id}
                  what={(isEdit(id) ? t(`actions.name.${id}`) : actions(id).label).replace(/…+$/, '')}
                  keys={[ACTIONS[id].keys ?? '', ...alsoFor(id, bridge.platform)]}
                />
              ))}
            </Section>
          )
        })}
        <Section title={t('actions.cheatSheet.inLists')}>
          {IN_LISTS.map(([row, keys]) => (
            <Keys key={row} what={t(`actions.cheatSheet.rows.${row}`)} keys={keys} />
          ))}
        </Section>
        <Section title={t('actions.cheatSheet.inTimeline')}>
          {IN_TIMELINE.map(([row, keys]) => (
            <Keys key={row} what={t(`actions.cheatSheet.rows.${row}`)} keys={keys} />
          ))}
        </Section>
        <Section title={t('actions.cheatSheet.inComposer')}>
          {IN_COMPOSER.map(([row, keys]) => (
            <Keys key={row} what={t(`actions.cheatSheet.rows.${row}`)} keys={keys} />
          ))}
        </Section>
      </div>
    </DialogFrame>
  )
}

/** Its label says what it would undo now, which is not what its key is for. */
function isEdit(id: ActionId): id is 'undo' | 'redo' {
  return id === 'undo' || id === 'redo'
}

/** Keys that mean the same. */
function alsoFor(id: ActionId, platform: string): string[] {
  if (id === 'cheatSheet') return ['?']
  return id === 'redo' && platform !== 'darwin' ? [REDO_TOO] : []
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={css.section}>
      <h3 className={css.heading}>{title}</h3>
      <dl>{children}</dl>
    </section>
  )
}

function Keys({ what, keys }: { what: string; keys: readonly string[] }) {
  const { bridge } = useUi()
  return (
    <div className={css.row}>
      <dt>{what}</dt>
      <dd>
        {keys.map((each) => (
          <kbd key={each} className={css.key}>
            {keysText(each, bridge.platform)}
          </kbd>
        ))}
      </dd>
    </div>
  )
}

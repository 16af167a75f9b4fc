import { SearchX } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignal } from '../app/signals'
import { useUi } from '../app/ui'
import { showCleared } from '../edit/clearing'
import { useLab } from '../lab/hooks'
import { RangeChip } from '../timeline/RangeChip'
import { rangeText } from '../timeline/range'
import { Button } from '../ui/Button'
import { EmptyState } from '../ui/EmptyState'
import { countCleared } from './closed'
import css from './Explorer.module.css'
import { ExplorerTools } from './ExplorerTools'
import { ExplorerTree } from './ExplorerTree'
import { GoneSockets } from './GoneSockets'
import { keysAbove } from './rows'
import { useHeld } from './useHeld'
import { useListing } from './useListing'

/** The sockets of the lab: servers with their connections, clients, foreign ends. */
export function Explorer() {
  const { t } = useTranslation()
  const lab = useLab()
  const ui = useUi()
  const { selected, cleared, range, setRange, signals } = ui
  const tree = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [renaming, setRenaming] = useState<string>()
  const [menuOpen, setMenuOpen] = useState(false)
  const hold = useHeld()
  const list = useListing(hold.held || menuOpen || renaming !== undefined)
  const { listing, filter, setFilter } = list
  const hidden = countCleared(lab.model, cleared)
  const nothing = (filter.trim() !== '' || range !== undefined) && listing.shown === 0

  const rename = (name: string) => {
    if (!lab.model.sockets.has(name) || cleared.has(name)) return
    if (!listing.rows.some((row) => row.type === 'socket' && row.name === name)) {
      setFilter('')
      list.open(keysAbove(lab.model, name))
    }
    setRenaming(name)
  }
  const focusTree = () => tree.current?.focus()

  useSignal(signals, 'explorer.focus', () => (tree.current ? focusTree() : field.current?.focus()))
  useSignal(signals, 'explorer.filter', () => {
    field.current?.focus()
    field.current?.select()
  })
  useSignal(signals, 'explorer.rename', () => selected !== undefined && rename(selected))

  return (
    <nav className={css.explorer} aria-label={t('explorer.title')}>
      <ExplorerTools list={list} field={field} onLeave={focusTree} />
      {range && (
        <div className={css.range}>
          <RangeChip />
        </div>
      )}
      {nothing ? (
        <EmptyState icon={SearchX}>
          {filter.trim() === ''
            ? t('timeline.nothingThen', { range: range ? rangeText(range) : '' })
            : t('explorer.nothing', { text: filter.trim() })}
          <span className={css.clear}>
            <Button
              small
              onClick={() => {
                setFilter('')
                setRange(undefined)
                field.current?.focus()
              }}
            >
              {t('explorer.clearFilter')}
            </Button>
          </span>
        </EmptyState>
      ) : (
        <ExplorerTree
          ref={tree}
          list={list}
          hold={hold}
          renaming={renaming}
          onRename={setRenaming}
          onMenu={setMenuOpen}
        />
      )}
      <GoneSockets />
      {hidden > 0 && (
        <div className={css.cleared}>
          <span>{t('explorer.cleared', { count: hidden })}</span>
          <Button small look="quiet" onClick={() => showCleared(ui, cleared, hidden)}>
            {t('explorer.showCleared')}
          </Button>
        </div>
      )}
    </nav>
  )
}

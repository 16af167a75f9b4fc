import { ChevronDown, ChevronRight, Eye, Plus, SquareTerminal, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { isAlive } from '../../shared/model/programs'
import { useLab } from '../lab/hooks'
import { usePast } from '../lab/usePast'
import { PhaseBadge } from '../programs/PhaseBadge'
import { phaseText, programLine, programName } from '../programs/words'
import { StateBadge } from '../ui/StateBadge'
import { watchedText } from '../watching/words'
import css from './ExplorerRow.module.css'
import { type ErrorSection, NAMED_SECTIONS, type NamedSection, type SectionName } from './groups'
import { Fold, Item, type RowProps, Seen } from './RowParts'
import type { HintRow, ProgramRow, SectionRow, WatchRow } from './rows'
import { SocketItem } from './SocketItem'

export const ExplorerRow = memo(function ExplorerRow(props: RowProps) {
  const { row } = props
  if (row.type === 'section') return <Section {...props} row={row} />
  if (row.type === 'socket') return <SocketItem {...props} row={row} />
  if (row.type === 'watch') return <Watching {...props} row={row} />
  if (row.type === 'program') return <Program {...props} row={row} />
  return <Teaching {...props} row={row} />
})

function Section(props: RowProps<SectionRow>) {
  const { t } = useTranslation()
  const { id, count, expanded } = props.row
  const name = isNamed(id) ? t(`explorer.${id}`) : isError(id) ? id.slice(1) : id
  const Chevron = expanded ? ChevronDown : ChevronRight
  return (
    <Item of={props} aria-expanded={expanded} className={css.section}>
      <span className="visually-hidden">{t('explorer.section', { name, count })}</span>
      <Seen>
        <Chevron size={14} />
        {isNamed(id) ? name : isError(id) ? <ErrorCode code={name} /> : <StateBadge state={id} plain />}
        <span className={css.count}>{t('explorer.count', { count })}</span>
      </Seen>
    </Item>
  )
}

const isNamed = (id: SectionName): id is NamedSection => NAMED_SECTIONS.some((name) => name === id)
const isError = (id: SectionName): id is ErrorSection => id.startsWith('!')

function ErrorCode({ code }: { code: string }) {
  return (
    <span className={css.code} translate="no">
      <TriangleAlert size={13} />
      {code}
    </span>
  )
}

/** A port or process that is watched. */
function Watching(props: RowProps<WatchRow>) {
  const { t } = useTranslation()
  const lab = useLab()
  const { row, selected, onToggle } = props
  const watch = lab.model.watches.get(row.name)
  if (!watch) return null
  const what = watchedText(t, watch)
  return (
    <Item
      of={props}
      aria-expanded={row.expanded}
      aria-selected={selected}
      title={what}
      className={css.socket}
      data-depth={row.depth}
    >
      <span className="visually-hidden">{t('watching.watch.row', { name: row.name, what })}</span>
      {row.expanded !== undefined && <Fold expanded={row.expanded} onToggle={() => onToggle(row)} />}
      <Seen>
        <Eye size={13} className={css.watch} />
        <span className={css.name}>{what}</span>
        <span className={css.address}>{row.name}</span>
      </Seen>
    </Item>
  )
}

/** A program that the lab has started. */
function Program(props: RowProps<ProgramRow>) {
  const { t } = useTranslation()
  const lab = useLab()
  const { row, selected, onToggle } = props
  const program = lab.model.programs.get(row.name)
  if (!program) return null
  const name = programName(program)
  const line = programLine(program)
  const label = t('programs.row', { name, phase: phaseText(t, program) })
  return (
    <Item
      of={props}
      aria-expanded={row.expanded}
      aria-selected={selected}
      aria-description={line}
      title={line}
      className={css.socket}
      data-depth={row.depth}
      data-ended={!isAlive(program) || undefined}
    >
      <span className="visually-hidden">{label}</span>
      {row.expanded !== undefined && <Fold expanded={row.expanded} onToggle={() => onToggle(row)} />}
      <Seen>
        <SquareTerminal size={13} className={css.watch} />
        <span className={css.name}>{name}</span>
        <span className={css.address}>
          {isAlive(program) && program.pid !== undefined ? t('kernel.pid', { pid: program.pid }) : ''}
        </span>
      </Seen>
      <Seen>
        <PhaseBadge program={program} />
      </Seen>
    </Item>
  )
}

function Teaching(props: RowProps<HintRow>) {
  const { t } = useTranslation()
  const servers = props.row.section === 'servers'
  const text = t(servers ? 'explorer.noServers' : 'explorer.noClients')
  const act = t(servers ? 'app.newServer' : 'app.newClients')
  const past = usePast()
  return (
    <Item of={props} aria-description={past ?? text} className={css.hint}>
      <span className="visually-hidden">{act}</span>
      <Seen>
        <span>{text}</span>
        {past === undefined && (
          <span className={css.act}>
            <Plus size={13} />
            {act}
          </span>
        )}
      </Seen>
    </Item>
  )
}

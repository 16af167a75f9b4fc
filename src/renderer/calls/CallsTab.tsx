import { ArrowRightLeft } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import { type EventKind, hasBytes, isMessage, type LabEvent } from '../../shared/events'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import { useAlone } from '../connection/alone'
import { LaneList } from '../connection/LaneList'
import { NothingYet } from '../connection/NothingYet'
import { useLab, useMergedEvents } from '../lab/hooks'
import { shownName } from '../lab/names'
import { describe } from '../log/describe'
import { useLine } from '../log/useLine'
import type { RowChoices } from '../messages/rowChoices'
import { useCopyMessage } from '../messages/useCopyMessage'
import { useMessageMenu } from '../messages/useMessageMenu'
import { useStreams } from '../messages/useStreams'
import { useNoteActs } from '../notes/useNoteActs'
import { copyText } from '../ui/copyText'
import { clockTime } from '../ui/format'
import type { MenuEntry } from '../ui/MenuItems'
import { CallRow } from './CallRow'
import { causesOf, Effects, effectsOf, type Links, partOf } from './links'

/** What the kernel and the wire showed has views of its own. */
const SEEN: ReadonlySet<EventKind> = new Set(['observed', 'measured', 'found', 'segment'])
const isOfProgram = (kind: EventKind) => !SEEN.has(kind)

const NO_LINKS: Pick<Links, 'causes' | 'effects'> = { causes: [], effects: [] }

/** A menu has no more causes and effects than this. */
const IN_MENU = 12

interface Props {
  client: string | undefined
  server: string | undefined
  /** `t` of the connection's first event, ms. */
  start: number
  choices: RowChoices
}

/** Calls, events and transitions of both ends as one sequence: the client's on the left, the server's on the right. */
export function CallsTab({ client, server, start, choices }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { pointed, pointAt, say, bridge, range } = useUi()
  const line = useLine()
  const merged = useMergedEvents(client, server, isOfProgram, range)
  const streams = useStreams(client, server)
  const alone = useAlone(client)
  const index = useMemo(() => new Effects(lab.events, merged), [lab, merged])
  const copyMessage = useCopyMessage()
  const messageMenu = useMessageMenu()
  const { entryFor } = useNoteActs()

  const streamOf = (event: LabEvent) => (isMessage(event) ? streams.of(event) : undefined)
  const bareAt = (seq: number): LabEvent | undefined => {
    const ordinal = lab.events.find(seq)
    return ordinal === undefined ? undefined : lab.events.bareAt(ordinal)
  }
  const linksOf = (seq: number): Links | undefined => {
    const event = bareAt(seq)
    if (!event) return undefined
    const stream = streamOf(event)
    return { seq, causes: causesOf(event, stream), effects: effectsOf(event, index, stream) }
  }
  const listed = (seq: number): boolean => {
    const ordinal = lab.events.find(seq)
    return ordinal !== undefined && merged.find(ordinal) !== undefined
  }
  const inSight = (links: Links | undefined): Links | undefined =>
    links && { ...links, causes: links.causes.filter(listed), effects: links.effects.filter(listed) }

  const about = (seq: number): string => {
    const event = bareAt(seq)
    if (!event) return `#${seq}`
    const socket = event.socket === undefined ? '' : ` ${visible(shownName(lab.model, event.socket))}`
    return `#${seq}${socket} · ${line(describe(event))}`
  }

  const copy = async (seq: number) => {
    const event = bareAt(seq)
    if (!event) return
    const copied = await copyText(`${clockTime(lab.wallOf(event.t))} ${about(seq)}`)
    say(t(copied ? 'calls.copied' : 'messages.copyFailed'))
  }

  const onKey = (key: string, seq: number): boolean => {
    const links = linksOf(seq)
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const to = key === 'ArrowLeft' ? links?.causes.at(-1) : links?.effects[0]
        if (to !== undefined) pointAt(to)
        return true
      }
      case 'h':
      case 'H':
        choices.toggleFormat(seq)
        return true
    }
    return false
  }

  const menu = (seq: number): MenuEntry[][] => {
    const event = bareAt(seq)
    const links = linksOf(seq)
    if (!event || !links) return []
    const jump = (label: 'toCause' | 'toEffect', keys: string) => (to: number, at: number) => ({
      id: `${label}-${to}`,
      label: t(`calls.${label}`, { event: about(to) }),
      ...(at === 0 && { keys }),
      run: () => pointAt(to),
    })
    const message = hasBytes(event) ? messageMenu(event, undefined) : []
    return [
      links.causes.slice(-IN_MENU).reverse().map(jump('toCause', '←')),
      links.effects.slice(0, IN_MENU).map(jump('toEffect', '→')),
      [
        {
          id: 'copyLine',
          label: t('calls.copyLine'),
          ...(!hasBytes(event) && { keys: keysText('Mod+C', bridge.platform) }),
          run: () => void copy(seq),
        },
        entryFor(seq),
      ],
      ...message,
    ]
  }

  const links = pointed === undefined ? undefined : inSight(linksOf(pointed))
  return (
    <LaneList
      merged={merged}
      alone={alone}
      label={t('calls.label')}
      keys={t('calls.keys')}
      rowHeight={24}
      empty={
        <NothingYet
          client={client}
          server={server}
          icon={ArrowRightLeft}
          soon={t(alone ? 'calls.emptyAlone' : 'calls.empty')}
          none={t('calls.none')}
        />
      }
      onKey={onKey}
      onCopy={(seq) => {
        const event = bareAt(seq)
        void (event && hasBytes(event) ? copyMessage(seq) : copy(seq))
      }}
      menu={menu}
      row={({ seq, before, pointed: isPointed, onMenu }) => {
        const { causes, effects } = linksOf(seq) ?? NO_LINKS
        const part = partOf(links, seq)
        return (
          <CallRow
            seq={seq}
            before={before}
            start={start}
            server={server}
            format={choices.formatOf(seq)}
            pointed={isPointed}
            causes={causes.length}
            cause={causes.at(-1)}
            effects={effects.length}
            effect={effects[0]}
            relation={part?.relation}
            up={part?.up ?? false}
            down={part?.down ?? false}
            onMenu={onMenu}
          />
        )
      }}
    />
  )
}

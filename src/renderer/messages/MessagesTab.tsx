import { MessagesSquare } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type EventKind, hasBytes, isLayerMessage, isMessage } from '../../shared/events'
import { useUi } from '../app/ui'
import { useAlone } from '../connection/alone'
import { LaneList } from '../connection/LaneList'
import { NothingYet } from '../connection/NothingYet'
import { useLab, useMergedEvents, useSocket } from '../lab/hooks'
import { isMessageKind } from '../lab/kinds'
import { useNoteActs } from '../notes/useNoteActs'
import type { MenuEntry } from '../ui/MenuItems'
import { layerMark, type Mark } from './FitMark'
import { isLong, MessageRow } from './MessageRow'
import type { RowChoices } from './rowChoices'
import { useCopyMessage } from './useCopyMessage'
import { useMessageMenu } from './useMessageMenu'
import { useStreams } from './useStreams'

interface Props {
  client: string | undefined
  server: string | undefined
  /** `t` of the connection's first event, ms. */
  start: number
  choices: RowChoices
  /** A datagram can be replied to: `to` is its sender. */
  onReply?: (to: string) => void
}

/** What of each end is a message: its writes and reads, or what the layers above its stream make of them. */
function useWanted(
  client: string | undefined,
  server: string | undefined,
): (kind: EventKind, socket: string | undefined) => boolean {
  const [one, other] = [useSocket(client)?.layers !== undefined, useSocket(server)?.layers !== undefined]
  return useMemo(
    () => (kind, socket) =>
      (one && socket === client) || (other && socket === server)
        ? kind === 'packed' || kind === 'unpacked'
        : isMessageKind(kind),
    [one, other, client, server],
  )
}

/** Writes beside reads. Nothing is merged: a read that joins two writes is seen as one, a split one as two. */
export function MessagesTab({ client, server, start, choices, onReply }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const { range } = useUi()
  const wanted = useWanted(client, server)
  const merged = useMergedEvents(client, server, wanted, range)
  const streams = useStreams(client, server)
  const copy = useCopyMessage()
  const messageMenu = useMessageMenu()
  const { entryFor } = useNoteActs()
  const { expanded, setExpanded, formatOf, toggleFormat } = choices
  const alone = useAlone(client)

  const messageAt = (seq: number) => {
    const event = lab.events.bySeq(seq)
    return event && hasBytes(event) ? event : undefined
  }

  const markOf = (seq: number): Mark | undefined => {
    const ordinal = lab.events.find(seq)
    const message = ordinal === undefined ? undefined : lab.events.bareAt(ordinal)
    if (message && isLayerMessage(message)) return layerMark(message)
    if (!message || !isMessage(message)) return undefined
    const fit = streams.of(message)?.fitOf(message)
    if (fit === undefined || fit.kind === 'whole') return undefined
    if (fit.kind !== 'unread') return fit
    // On its way for a moment: worth a word only where nobody reads.
    const reader = lab.model.sockets.get((message.socket === client ? server : client) ?? '')
    if (!reader || (!reader.paused && reader.descriptor === 'open')) return undefined
    return { ...fit, never: reader.descriptor !== 'open' }
  }

  const onKey = (key: string, seq: number): boolean => {
    const message = messageAt(seq)
    if (!message) return false
    const open = expanded.has(seq)
    const canOpen = isLong(message, formatOf(seq))
    switch (key) {
      case 'Enter':
        if (canOpen || open) setExpanded(seq, !open)
        return true
      case 'ArrowRight':
        if (canOpen) setExpanded(seq, true)
        return true
      case 'ArrowLeft':
        setExpanded(seq, false)
        return true
      case 'h':
      case 'H':
        toggleFormat(seq)
        return true
    }
    return false
  }

  const menu = (seq: number): MenuEntry[][] => {
    const message = messageAt(seq)
    if (!message) return []
    const open = expanded.has(seq)
    const show: MenuEntry[] = [
      {
        id: 'format',
        label: t(formatOf(seq) === 'hex' ? 'messages.asText' : 'messages.asHex'),
        keys: 'H',
        run: () => toggleFormat(seq),
      },
    ]
    if (open || isLong(message, formatOf(seq))) {
      show.push({
        id: 'expand',
        label: t(open ? 'messages.showLess' : 'messages.showAll'),
        keys: open ? '←' : '→',
        run: () => setExpanded(seq, !open),
      })
    }
    const to = message.kind === 'received' ? (message.peer ?? message.remote) : undefined
    const reply: MenuEntry[] =
      to === undefined || !onReply
        ? []
        : [{ id: 'reply', label: t('datagrams.replyTo', { name: to }), run: () => onReply(to) }]
    return [
      reply,
      ...messageMenu(message, isMessage(message) ? streams.of(message) : undefined),
      show,
      [entryFor(seq)],
    ]
  }

  return (
    <LaneList
      merged={merged}
      alone={alone}
      label={t('messages.label')}
      keys={t('messages.keys')}
      rowHeight={26}
      empty={
        <NothingYet
          client={client}
          server={server}
          icon={MessagesSquare}
          soon={t(alone ? 'messages.emptyAlone' : 'messages.empty')}
          none={t('messages.none')}
        />
      }
      onKey={onKey}
      onCopy={(seq) => void copy(seq)}
      menu={menu}
      row={({ seq, before, pointed, onMenu }) => (
        <MessageRow
          seq={seq}
          before={before}
          start={start}
          server={server}
          format={formatOf(seq)}
          expanded={expanded.has(seq)}
          pointed={pointed}
          mark={markOf(seq)}
          onExpand={setExpanded}
          onFormat={toggleFormat}
          onMenu={onMenu}
        />
      )}
    />
  )
}

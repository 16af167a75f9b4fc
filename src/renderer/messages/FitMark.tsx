import { CircleDashed, type LucideIcon, Merge, Split, Unlink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import type { Packed, Unpacked } from '../../shared/events'
import type { Broken } from '../../shared/framing/unframer'
import { useUi } from '../app/ui'
import css from './FitMark.module.css'
import type { Fit } from './pieces'

/** What a row says about how its bytes lie in those of the other end. */
export type Mark = Exclude<Fit, { kind: 'whole' | 'unread' }> | UnreadMark | LayerMark

/** `never`: the other end can't read any more. */
export interface UnreadMark {
  kind: 'unread'
  read: number
  never: boolean
  seq?: number
}

/** How a message of a layer came: in several reads, or broken. `seq`: of the read that completed it. */
export type LayerMark =
  | { kind: 'reads'; count: number; seq?: number }
  | { kind: Broken; declared?: number; seq?: number }

export function layerMark(message: Packed | Unpacked): LayerMark | undefined {
  if (message.kind === 'packed') return undefined
  const { reads = 1, broken, declared, cause: seq } = message
  const from = seq === undefined ? {} : { seq }
  if (broken !== undefined) return { kind: broken, ...from, ...(declared !== undefined && { declared }) }
  return reads > 1 ? { kind: 'reads', count: reads, ...from } : undefined
}

/** That a read joins writes, or a write was split: a quiet mark that leads to the other end's message. */
export function FitMark({ mark, focusable }: { mark: Mark; focusable: boolean }) {
  const { t } = useTranslation()
  const { pointAt } = useUi()
  const { text, hint } = useWords(mark)
  const Icon = ICONS[mark.kind]
  const content = (
    <>
      <Icon size={12} aria-hidden="true" />
      <span className={css.text}>{text}</span>
    </>
  )
  const { seq } = mark
  if (seq === undefined) {
    return (
      <span className={css.mark} data-kind={mark.kind} title={hint}>
        {content}
      </span>
    )
  }
  return (
    <button
      type="button"
      className={css.mark}
      data-kind={mark.kind}
      title={hint}
      aria-label={text}
      aria-description={`${hint} ${t('messages.markShow', { seq })}`}
      tabIndex={focusable ? 0 : -1}
      onClick={() => pointAt(seq)}
    >
      {content}
    </button>
  )
}

const ICONS: Record<Mark['kind'], LucideIcon> = {
  unread: CircleDashed,
  joins: Merge,
  joined: Merge,
  reads: Merge,
  piece: Split,
  split: Split,
  tooLong: Unlink,
  cutOff: Unlink,
}

function useWords(mark: Mark): { text: string; hint: string } {
  const { t } = useTranslation()
  switch (mark.kind) {
    case 'joins':
      return {
        text: t('messages.joins', { count: mark.count }),
        hint: t(mark.all ? 'messages.joinsHint' : 'messages.joinsPartsHint', { count: mark.count }),
      }
    case 'piece':
      return mark.pieces === undefined
        ? { text: t('messages.pieceSoFar', { piece: mark.piece }), hint: t('messages.pieceHint') }
        : {
            text: t('messages.piece', { piece: mark.piece, pieces: mark.pieces }),
            hint: t('messages.pieceHint'),
          }
    case 'split':
      return { text: t('messages.split', { count: mark.pieces }), hint: t('messages.splitHint') }
    case 'joined':
      return {
        text: t('messages.joined', { count: mark.count }),
        hint: t('messages.joinedHint', { count: mark.count }),
      }
    case 'reads':
      return { text: t('messages.reads', { count: mark.count }), hint: t('messages.readsHint') }
    case 'tooLong':
    case 'cutOff': {
      const declared = mark.declared === undefined ? undefined : formatBytes(mark.declared)
      return {
        text: t(`messages.broken.${mark.kind}`),
        hint:
          declared === undefined
            ? t(`messages.broken.${mark.kind}Hint`)
            : t(`messages.broken.${mark.kind}Declared`, { declared }),
      }
    }
    case 'unread': {
      const size = formatBytes(mark.read)
      if (mark.read === 0) {
        return {
          text: t(mark.never ? 'messages.neverRead' : 'messages.unread'),
          hint: unreadHint(mark.never),
        }
      }
      const text = t(mark.never ? 'messages.neverReadAll' : 'messages.unreadPart', { size })
      return { text, hint: unreadHint(mark.never) }
    }
  }

  function unreadHint(never: boolean): string {
    return t(never ? 'messages.neverReadHint' : 'messages.unreadHint')
  }
}

import { CircleDashed, Merge, Split } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import { useUi } from '../app/ui'
import css from './FitMark.module.css'
import type { Fit } from './pieces'

/** What a row says about how its bytes lie in those of the other end. */
export type Mark = Exclude<Fit, { kind: 'whole' | 'unread' }> | UnreadMark

/** `never`: the other end can't read any more. */
export interface UnreadMark {
  kind: 'unread'
  read: number
  never: boolean
  seq?: number
}

/** That a read joins writes, or a write was split: a quiet mark that leads to the other end's message. */
export function FitMark({ mark, focusable }: { mark: Mark; focusable: boolean }) {
  const { t } = useTranslation()
  const { pointAt } = useUi()
  const { text, hint } = useWords(mark)
  const Icon =
    mark.kind === 'unread' ? CircleDashed : mark.kind === 'joins' || mark.kind === 'joined' ? Merge : Split
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

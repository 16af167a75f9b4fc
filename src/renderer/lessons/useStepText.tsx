import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionId } from '../../shared/actions'
import { parseAddress } from '../../shared/ids'
import type { Text } from '../../shared/lessons/lesson'
import { type Piece, piecesOf } from '../../shared/lessons/markup'
import { useActions } from '../actions/context'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import type { Language } from '../i18n'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { useLessonModel } from './context'
import { playerOf } from './look'
import css from './StepText.module.css'

/** How a lesson's texts are shown: in the window's language, with the names of this lab. */
export function useStepText(): {
  plain: (text: Text) => string
  /** With code, and nothing that can be pressed. */
  coded: (text: Text) => ReactNode
  rich: (text: Text) => ReactNode
} {
  const { i18n } = useTranslation()
  const lab = useLab()
  const lesson = useLessonModel()
  const actions = useActions()
  const { bridge, select } = useUi()
  const language = i18n.language as Language
  const inLanguage = ({ en, zh }: Text) => (language === 'zh-CN' ? zh : en)
  const nameOf = (role: string) => {
    const name = playerOf(lesson, role)
    return name === undefined ? role : shownName(lab.model, name)
  }
  const portOf = (of: { role: string } | { word: string }) => {
    if ('word' in of) return lesson?.ports.get(of.word)?.toString()
    const name = playerOf(lesson, of.role)
    return parseAddress(lab.model.sockets.get(name ?? '')?.local ?? '')?.port.toString()
  }

  const plainPiece = (piece: Piece): string => {
    switch (piece.kind) {
      case 'strong':
      case 'link':
        return piece.pieces.map(plainPiece).join('')
      case 'socket':
        return nameOf(piece.role)
      case 'port':
        return portOf(piece.of) ?? '…'
      case 'action':
        return actions(piece.id as ActionId).label.replace(/…+$/, '')
      default:
        return piece.text
    }
  }
  const richPiece = (piece: Piece, index: number): ReactNode => {
    switch (piece.kind) {
      case 'text':
        return piece.text
      case 'code':
        return (
          <code key={index} className={css.code} translate="no">
            {piece.text}
          </code>
        )
      case 'strong':
        return <strong key={index}>{piece.pieces.map(richPiece)}</strong>
      case 'link':
        return (
          <a
            key={index}
            className={css.link}
            href={piece.source.url}
            title={piece.source.title}
            onClick={(event) => {
              // The window itself goes nowhere.
              event.preventDefault()
              void bridge.request('openSource', { source: piece.key })
            }}
          >
            {piece.pieces.map(richPiece)}
          </a>
        )
      case 'socket': {
        const name = playerOf(lesson, piece.role)
        const there = name !== undefined && lab.model.sockets.has(name)
        return there ? (
          <button
            key={index}
            type="button"
            className={css.socket}
            translate="no"
            onClick={() => select(name)}
          >
            {nameOf(piece.role)}
          </button>
        ) : (
          <span key={index} className={css.role} translate="no">
            {nameOf(piece.role)}
          </span>
        )
      }
      case 'port':
        return (
          <code key={index} className={css.code} translate="no">
            {portOf(piece.of) ?? '…'}
          </code>
        )
      case 'action': {
        const { label, keys } = actions(piece.id as ActionId)
        return (
          <Fragment key={index}>
            <strong>{label.replace(/…+$/, '')}</strong>
            {keys !== undefined && <kbd className={css.keys}>{keysText(keys, bridge.platform)}</kbd>}
          </Fragment>
        )
      }
    }
  }
  return {
    plain: (text) => piecesOf(inLanguage(text)).map(plainPiece).join(''),
    coded: (text) =>
      piecesOf(inLanguage(text)).map((piece, index) =>
        piece.kind === 'code' ? richPiece(piece, index) : plainPiece(piece),
      ),
    rich: (text) => piecesOf(inLanguage(text)).map(glued).map(richPiece),
  }
}

/** What ends a clause stays on the line of the button before it: a browser would break there. */
function glued(piece: Piece, index: number, pieces: Piece[]): Piece {
  if (piece.kind !== 'text' || pieces[index - 1]?.kind !== 'socket') return piece
  return /^[.,;:!?)”、，。；：！？）]/u.test(piece.text) ? { ...piece, text: `\u2060${piece.text}` } : piece
}

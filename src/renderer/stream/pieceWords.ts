import type { TFunction } from 'i18next'
import { formatBytes } from '../../shared/bytes'
import type { Lane, Piece } from './lanes'

/** What a piece of a stream is, in words. */
export function pieceWords(t: TFunction, { kind }: Pick<Lane, 'kind'>, piece: Piece): string {
  const { index, from, to, bytes } = piece
  const lane = t(`stream.lanes.${kind}`)
  return t('stream.piece', { lane, number: index + 1, size: formatBytes(bytes), from, to })
}

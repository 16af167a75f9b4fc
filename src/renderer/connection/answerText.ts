import type { TFunction } from 'i18next'
import type { SocketModel } from '../../shared/model/model'
import { ANSWERS } from '../dialogs/answer'

/** How a server answers, in words. */
export function answerText(t: TFunction, { respond }: SocketModel): string {
  const known = ANSWERS.find((answer) => answer === respond)
  return known ? t(`listener.answer.${known}`) : (respond ?? '–')
}

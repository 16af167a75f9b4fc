import { choicePreference } from '../app/preferences'
import { usePreference } from '../app/usePreference'

export const MESSAGE_FORMS = ['list', 'stream'] as const

/** Whether messages are shown as a list, or the stream that carries them as a band. The same for every connection. */
export const messageForm = choicePreference('messages', MESSAGE_FORMS, 'list')

export function showBand(shown: boolean): void {
  messageForm.set(shown ? 'stream' : 'list')
}

export function isBandShown(): boolean {
  return messageForm.get() === 'stream'
}

export function useBandShown(): boolean {
  return usePreference(messageForm)[0] === 'stream'
}

import { choicePreference } from '../app/preferences'

export const PRESENTER_TEXTS = ['large', 'larger', 'largest'] as const

/** How large the text of a lesson is in presenter mode. */
export const presenterText = choicePreference('presenter.text', PRESENTER_TEXTS, 'large')

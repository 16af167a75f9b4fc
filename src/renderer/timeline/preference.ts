import { choicePreference } from '../app/preferences'
import { DENSITIES } from './layout'

/** As a picture, or as a table with the same content. */
export const FORMS = ['picture', 'table'] as const
export type Form = (typeof FORMS)[number]

export const timelineForm = choicePreference('timeline.form', FORMS, 'picture')
export const timelineDensity = choicePreference('timeline.density', DENSITIES, 'wide')

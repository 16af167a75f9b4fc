import { EXPLANATIONS as errors } from '../../shared/errors'
import { acts } from './en/acts'
import { dialogs } from './en/dialogs'
import { events } from './en/events'
import { rules } from './en/rules'
import { views } from './en/views'

/** English: the language that the others are checked against. */
export const en = { acts, dialogs, errors, events, rules, ...views }

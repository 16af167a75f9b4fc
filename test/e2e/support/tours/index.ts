import { views } from './connection'
import { asking, making } from './dialogs'
import { others } from './others'
import { popups } from './popups'
import type { Tour } from './tour'
import { withoutStates } from './without-states'

/** Each language has every other one. */
export const TOURS: readonly Tour[] = [views, popups, asking, making, others, withoutStates]

import { choicePreference } from '../app/preferences'
import { GROUPINGS } from './groups'
import { SORTINGS } from './sorting'

export const explorerGrouping = choicePreference('explorer.grouping', GROUPINGS, 'role')
export const explorerSorting = choicePreference('explorer.sorting', SORTINGS, 'coming')

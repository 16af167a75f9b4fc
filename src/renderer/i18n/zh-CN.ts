import type { Translation } from './types'
import { acts } from './zh-CN/acts'
import { dialogs } from './zh-CN/dialogs'
import { errors } from './zh-CN/errors'
import { events } from './zh-CN/events'
import { rules } from './zh-CN/rules'
import { views } from './zh-CN/views'

/** Simplified Chinese. */
export const zhCN: Translation = { acts, dialogs, errors, events, rules, ...views }

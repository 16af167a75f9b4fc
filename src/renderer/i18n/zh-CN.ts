import type { Translation } from './types'
import { actions } from './zh-CN/actions'
import { acts } from './zh-CN/acts'
import { composer } from './zh-CN/composer'
import { conversation } from './zh-CN/conversation'
import { diagram } from './zh-CN/diagram'
import { dialogs } from './zh-CN/dialogs'
import { errors } from './zh-CN/errors'
import { events } from './zh-CN/events'
import { explorer } from './zh-CN/explorer'
import { exports } from './zh-CN/exports'
import { kernel } from './zh-CN/kernel'
import { ladder } from './zh-CN/ladder'
import { load } from './zh-CN/load'
import { log } from './zh-CN/log'
import { notes } from './zh-CN/notes'
import { problems } from './zh-CN/problems'
import { queue } from './zh-CN/queue'
import { rules } from './zh-CN/rules'
import { scenario } from './zh-CN/scenario'
import { sessions } from './zh-CN/sessions'
import { time } from './zh-CN/time'
import { timeline } from './zh-CN/timeline'
import { views } from './zh-CN/views'
import { watching } from './zh-CN/watching'

/** Simplified Chinese. */
export const zhCN: Translation = {
  actions,
  acts,
  dialogs,
  errors,
  events,
  rules,
  scenario,
  ...composer,
  ...conversation,
  ...explorer,
  ...log,
  ...load,
  ...problems,
  ...ladder,
  ...diagram,
  ...kernel,
  ...queue,
  ...watching,
  ...time,
  ...timeline,
  ...sessions,
  ...notes,
  ...exports,
  ...views,
}

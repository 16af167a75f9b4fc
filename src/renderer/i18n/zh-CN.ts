import type { Translation } from './types'
import { actions } from './zh-CN/actions'
import { acts } from './zh-CN/acts'
import { answers } from './zh-CN/answers'
import { buffers } from './zh-CN/buffers'
import { code } from './zh-CN/code'
import { composer } from './zh-CN/composer'
import { conversation } from './zh-CN/conversation'
import { datagrams } from './zh-CN/datagrams'
import { diagram } from './zh-CN/diagram'
import { dialogs } from './zh-CN/dialogs'
import { edit } from './zh-CN/edit'
import { errors } from './zh-CN/errors'
import { events } from './zh-CN/events'
import { explorer } from './zh-CN/explorer'
import { exports } from './zh-CN/exports'
import { help } from './zh-CN/help'
import { kernel } from './zh-CN/kernel'
import { ladder } from './zh-CN/ladder'
import { layers, stream } from './zh-CN/layers'
import { lessons } from './zh-CN/lessons'
import { load } from './zh-CN/load'
import { log } from './zh-CN/log'
import { lookup } from './zh-CN/lookup'
import { notes } from './zh-CN/notes'
import { problems } from './zh-CN/problems'
import { programs } from './zh-CN/programs'
import { proxy } from './zh-CN/proxy'
import { queue } from './zh-CN/queue'
import { rules } from './zh-CN/rules'
import { scenario } from './zh-CN/scenario'
import { sessions } from './zh-CN/sessions'
import { settings } from './zh-CN/settings'
import { time } from './zh-CN/time'
import { timeline } from './zh-CN/timeline'
import { unix } from './zh-CN/unix'
import { views } from './zh-CN/views'
import { watching } from './zh-CN/watching'
import { work } from './zh-CN/work'

/** Simplified Chinese. */
export const zhCN: Translation = {
  actions,
  acts,
  dialogs,
  edit,
  errors,
  events,
  layers,
  rules,
  stream,
  scenario,
  ...answers,
  ...buffers,
  ...composer,
  ...conversation,
  ...explorer,
  ...log,
  ...load,
  ...problems,
  ...ladder,
  ...datagrams,
  ...diagram,
  ...help,
  ...kernel,
  ...programs,
  ...proxy,
  ...queue,
  ...watching,
  ...lessons,
  ...lookup,
  ...unix,
  ...time,
  ...timeline,
  ...sessions,
  ...settings,
  ...notes,
  ...code,
  ...exports,
  ...views,
  ...work,
}

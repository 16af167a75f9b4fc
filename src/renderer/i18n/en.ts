import { EXPLANATIONS as errors } from '../../shared/errors'
import { actions } from './en/actions'
import { acts } from './en/acts'
import { answers } from './en/answers'
import { buffers } from './en/buffers'
import { code } from './en/code'
import { composer } from './en/composer'
import { conversation } from './en/conversation'
import { datagrams } from './en/datagrams'
import { diagram } from './en/diagram'
import { dialogs } from './en/dialogs'
import { edit } from './en/edit'
import { events } from './en/events'
import { explorer } from './en/explorer'
import { exports } from './en/exports'
import { help } from './en/help'
import { kernel } from './en/kernel'
import { ladder } from './en/ladder'
import { layers, stream } from './en/layers'
import { lessons } from './en/lessons'
import { load } from './en/load'
import { log } from './en/log'
import { lookup } from './en/lookup'
import { notes } from './en/notes'
import { problems } from './en/problems'
import { programs } from './en/programs'
import { proxy } from './en/proxy'
import { queue } from './en/queue'
import { rules } from './en/rules'
import { scenario } from './en/scenario'
import { sessions } from './en/sessions'
import { settings } from './en/settings'
import { time } from './en/time'
import { timeline } from './en/timeline'
import { unix } from './en/unix'
import { views } from './en/views'
import { watching } from './en/watching'
import { work } from './en/work'

/** English: the language that the others are checked against. */
export const en = {
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

import { Draft } from '../draft'
import type { CodeLocale, Program } from '../program'
import type { AnyStory } from '../story/story'
import { pythonClient } from './client'
import { pythonDatagrams } from './datagrams'
import { STYLE } from './parts'
import { pythonServer } from './server'

/** Blocking, with threads where more than one client was there at a time. */
export function pythonProgram(story: AnyStory, locale: CodeLocale): Program {
  const draft = new Draft(STYLE, story, locale)
  switch (story.kind) {
    case 'server':
      return pythonServer(draft, story)
    case 'client':
      return pythonClient(draft, story)
    case 'datagram':
      return pythonDatagrams(draft, story)
  }
}

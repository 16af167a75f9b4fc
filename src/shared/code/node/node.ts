import { Draft } from '../draft'
import type { CodeLocale, Program } from '../program'
import type { AnyStory } from '../story/story'
import { nodeClient } from './client'
import { nodeDatagrams } from './datagrams'
import { STYLE } from './parts'
import { nodeServer } from './server'

/** Told of what comes where it answers, waiting for it where that reads better. */
export function nodeProgram(story: AnyStory, locale: CodeLocale): Program {
  const draft = new Draft(STYLE, story, locale)
  switch (story.kind) {
    case 'server':
      return nodeServer(draft, story)
    case 'client':
      return nodeClient(draft, story)
    case 'datagram':
      return nodeDatagrams(draft, story)
  }
}

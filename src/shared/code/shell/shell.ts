import { Draft } from '../draft'
import type { CodeLocale, Program } from '../program'
import type { AnyStory } from '../story/story'
import { shellClient } from './client'
import { STYLE } from './parts'
import { shellServer } from './server'

/** A POSIX shell and ncat, as far as they go. */
export function shellProgram(story: AnyStory, locale: CodeLocale): Program {
  const draft = new Draft(STYLE, story, locale)
  return story.kind === 'client' ? shellClient(draft, story) : shellServer(draft, story)
}

import type { CodeLocale, Program } from '../program'
import type { AnyStory } from '../story/story'
export function shellProgram(_story: AnyStory, _locale: CodeLocale): Program { throw new Error('not yet') }

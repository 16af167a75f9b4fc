import { z } from 'zod'
import { MAX_NOTE } from '../channels'
import { nameSchema, referenceSchema } from './values'

/** What people write beside sockets and events. */

export const renameSchema = z
  .strictObject({
    do: z.literal('rename'),
    socket: referenceSchema.describe('Its name so far'),
    to: nameSchema.describe('What it is called from now on'),
  })
  .describe('Gives a socket another name: both names mean it from then on, and events keep the first')

export const noteSchema = z
  .strictObject({
    do: z.literal('note'),
    text: z.string().max(MAX_NOTE).describe('What is noted; empty to take away the one that it replaces'),
    socket: referenceSchema.optional().describe('The socket that it is pinned to'),
    about: z.int().min(1).optional().describe('The seq of the event that it is pinned to'),
    replaces: z.int().min(1).optional().describe('The seq of the note that it takes the place of'),
  })
  .superRefine(({ text, replaces }, context) => {
    if (text.trim() === '' && replaces === undefined) {
      context.addIssue({ code: 'custom', path: ['text'], message: 'a note needs a text' })
    }
  })
  .describe('Pins a note to an event, to a socket, or to the log as a whole')

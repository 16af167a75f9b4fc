import type { LabError } from '../../shared/errors'

export interface Place {
  /** From 1; absent if the error is about the file. */
  step?: number
  field?: string
  /** The error without its place. */
  message: string
}

/** Where in a scenario an error is. `field` of the error is `steps.3.from`, and its message begins with the same place. */
export function placeOf({ field, message }: LabError): Place {
  if (field === undefined) return { message }
  const inStep = /^steps\.(\d+)(?:\.(.+))?$/.exec(field)
  if (!inStep) return { field, message: without(message, `${field}: `) }
  const [, number, inner] = inStep
  return {
    step: Number(number),
    ...(inner !== undefined && { field: inner }),
    message: message.replace(/^step \d+(?: \([^)]*\))?(?:, [^:]*)?: /, ''),
  }
}

function without(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text
}

import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** The issues that tell more than one which only says that something within it is wrong. */
export function opened(issue: Issue): Issue[] {
  if (issue.code === 'invalid_key')
    return issue.issues.slice(0, 1).map((inner) => ({ ...inner, path: issue.path }))
  if (issue.code !== 'invalid_union') return [issue]
  // What isn't even of its kind was not meant.
  const meant = issue.errors.filter((inner) => !inner.some(isOfAnotherKind))
  if (meant.length !== 1) return [issue]
  return (meant[0] ?? []).flatMap((inner) => opened({ ...inner, path: [...issue.path, ...inner.path] }))
}

function isOfAnotherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')
}

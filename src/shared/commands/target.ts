import type { z } from 'zod'

/** Where a call goes. */

/** Who is called is said in one way. */
export function oneTarget(
  { to, host, port, path }: { to?: unknown; host?: unknown; port?: unknown; path?: unknown },
  context: z.RefinementCtx,
): void {
  const targets = [to, port, path].filter((value) => value !== undefined).length
  if (targets !== 1) {
    context.addIssue({
      code: 'custom',
      path: ['to'],
      message:
        'needs a target, and only one: `to` (a listener), `host` and `port`, or the `path` of a Unix domain socket',
    })
  } else if (to !== undefined && host !== undefined) {
    context.addIssue({ code: 'custom', path: ['host'], message: '`to` already says where; drop `host`' })
  }
}

/** What a command goes over: as it says, or what its path means. Where it names a listener, that one decides. */
export function transportOf<T extends string>({
  transport,
  path,
}: {
  transport?: T | undefined
  path?: unknown
}): T | 'tcp' | 'unix' {
  return transport ?? (path === undefined ? 'tcp' : 'unix')
}

/** None of `fields` is given, since they go with something else. */
export function onlyOver(
  what: string,
  command: object,
  fields: readonly string[],
  context: z.RefinementCtx,
): void {
  for (const field of fields) {
    if ((command as Record<string, unknown>)[field] === undefined) continue
    context.addIssue({ code: 'custom', path: [field], message: `\`${field}\` goes with ${what} only` })
  }
}

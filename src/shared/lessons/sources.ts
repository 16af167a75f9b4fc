/** Where what a lesson claims can be read. */

export interface Source {
  /** As it is cited: "RFC 9293, section 3.6", "listen(2)". The same in every language. */
  title: string
  url: string
}

type Maker = (rest: string) => Source | undefined

/**
 * Keys, as texts have them: `rfc9293:3.6`, `man:listen.2`, `node:net#serverlistenbacklog`, `python:socket#socket.socket.sendall`,
 * `posix:shutdown`, `kernel:networking/ip-sysctl`.
 */
const MAKERS: Record<string, Maker> = {
  man: (rest) => {
    const [, page, section] = /^([\w-]+)\.([1-8])$/.exec(rest) ?? []
    if (page === undefined) return undefined
    const url = `https://man7.org/linux/man-pages/man${section}/${page}.${section}.html`
    return { title: `${page}(${section})`, url }
  },
  node: (rest) => {
    const [, page, anchor] = /^([a-z_]+)(#[\w-]+)?$/.exec(rest) ?? []
    if (page === undefined) return undefined
    return { title: `Node.js, ${page}`, url: `https://nodejs.org/api/${page}.html${anchor ?? ''}` }
  },
  python: (rest) => {
    const [, page, anchor] = /^([a-z_]+)(#[\w.-]+)?$/.exec(rest) ?? []
    if (page === undefined) return undefined
    return { title: `Python, ${page}`, url: `https://docs.python.org/3/library/${page}.html${anchor ?? ''}` }
  },
  posix: (rest) => {
    if (!/^[a-z_]+$/.test(rest)) return undefined
    const url = `https://pubs.opengroup.org/onlinepubs/9799919799/functions/${rest}.html`
    return { title: `POSIX, ${rest}()`, url }
  },
  kernel: (rest) => {
    if (!/^[\w/-]+$/.test(rest)) return undefined
    return { title: `Linux, ${rest.split('/').at(-1)}`, url: `https://docs.kernel.org/${rest}.html` }
  },
}

/** What a key of a text stands for; undefined if it is none. */
export function sourceOf(key: string): Source | undefined {
  const [, kind = '', rest = ''] = /^([a-z]+[0-9]*):(.+)$/.exec(key) ?? []
  const [, rfc] = /^rfc(\d{1,5})$/.exec(kind) ?? []
  if (rfc !== undefined) {
    if (!/^\d+(?:\.\d+)*$/.test(rest)) return undefined
    return {
      title: `RFC ${rfc}, section ${rest}`,
      url: `https://www.rfc-editor.org/rfc/rfc${rfc}.html#section-${rest}`,
    }
  }
  return Object.hasOwn(MAKERS, kind) ? MAKERS[kind]?.(rest) : undefined
}

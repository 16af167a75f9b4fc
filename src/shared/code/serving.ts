import type { EndStory } from './story/story'

/** What servers in all languages have in common. */

/** More different doings by hand are not told. */
export const MOST_SCRIPTS = 20

/** The name of a file that holds it: the text of a certificate is not put into a program. */
export function pemFile(pem: string | undefined, otherwise: string): string {
  return pem === undefined || pem.includes('-----BEGIN') ? otherwise : pem
}

/** What came by itself at the ends of a server, by what did it. */
export interface OwnSeqs {
  received: number[]
  answers: number[]
  ended: number[]
  closed: number[]
  failed: number[]
}

export function ownSeqs(ends: readonly EndStory[]): OwnSeqs {
  const seqs: OwnSeqs = { received: [], answers: [], ended: [], closed: [], failed: [] }
  for (const end of ends) {
    for (const step of end.steps.slice(end.byHand)) {
      if (step.do === 'receive') {
        seqs.received.push(...step.seqs)
        seqs.answers.push(...step.answers)
      } else if (step.do === 'end') seqs.ended.push(...step.seqs)
      else if (step.do === 'remark' && step.remark === 'failed') seqs.failed.push(...step.seqs)
    }
    seqs.closed.push(...end.closed)
  }
  return seqs
}

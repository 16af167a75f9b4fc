/** Why something fails, and what to do about it, a sentence or two each, in English. */
export interface Explanation {
  cause: string
  remedy: string
}

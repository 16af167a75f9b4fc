/** Limits of rules. Apart from the schemas, so that the window needs none of them for these. */

/** Most rules of one socket. */
export const MAX_RULES = 1000
/** Longest regular expression, characters as schemas count them: code points. The window counts UTF-16 units, which are not fewer. */
export const MAX_REGEX = 1024

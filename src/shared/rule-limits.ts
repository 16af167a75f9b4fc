/** Limits of rules. Apart from the schemas, so that the window needs none of them for these. */

/** Most rules of one socket. */
export const MAX_RULES = 1000
/** Longest regular expression, UTF-16 units. */
export const MAX_REGEX = 1024

/** Most rules of one socket. Apart from the schemas, so that the window needs none of them for it. */
export const MAX_RULES = 1000

/** Most bytes that one `recv` can ask for. Apart from the schemas, so that the window needs none of them for it. */
export const MAX_RECV = 64 * 1024 * 1024

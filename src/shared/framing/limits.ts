/** Most bytes that a framed message can have. */
export const MAX_FRAME = 16 * 1024 * 1024

/** Most bytes of a message that is received, unless a framing says otherwise: a length that lies must not eat the memory. */
export const DEFAULT_MAX_FRAME = 1024 * 1024

/** Most bytes of a delimiter. */
export const MAX_DELIMITER = 64

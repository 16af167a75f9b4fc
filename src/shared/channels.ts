/** Names that window, preload and main process share. Apart from ipc.ts, so that preload and window carry no schemas. */

/** Electron's channel for requests. */
export const REQUEST_CHANNEL = 'lab:request'
/** Electron's channel on which main hands the feed's port to the preload. */
export const PORT_CHANNEL = 'lab:port'
/** `data.type` of the window message with which the preload hands the port on (ports can't cross contextBridge). */
export const PORT_MESSAGE = 'lab:port'
/** Most commands of one `executeAll`. */
export const MAX_COMMANDS = 10_000
/** Longest note, UTF-16 units. */
export const MAX_NOTE = 4000
/** Most arguments of a program that the lab starts. */
export const MAX_ARGUMENTS = 256
/** Largest payload of one `send`, in characters of text, hex or base64. Larger ones come from a file. */
export const MAX_INLINE = 16 * 1024 * 1024

/** Asks what to watch: a port, or a process. */
export function WatchDialog(_props: { onClose: () => void }) {
  return null
}

/** Several sockets that are selected together: what they are, and what can be done to all of them. */
export function ManyView({ names }: { names: readonly string[] }) {
  return <p>{names.join(', ')}</p>
}

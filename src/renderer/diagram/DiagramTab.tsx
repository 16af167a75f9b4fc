interface Props {
  client: string | undefined
  server: string | undefined
}

/** RFC 9293's state diagram with both ends of a connection on it. */
export function DiagramTab(_props: Props) {
  return null
}

interface Props {
  client: string | undefined
  server: string | undefined
}

/** What the kernel's tables say of both ends of a connection. */
export function KernelTab(_props: Props) {
  return null
}

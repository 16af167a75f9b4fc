/** What is missing for capturing packets, and the commands that would allow it. */
export function CaptureHelp(_props: { onClose: () => void }) {
  return null
}

import { isDatagram } from '../../shared/model/selectors'
import { useSocket } from '../lab/hooks'

/** True for a socket that has no other end: its views have one lane. */
export function useAlone(name: string | undefined): boolean {
  const socket = useSocket(name)
  return socket !== undefined && isDatagram(socket)
}

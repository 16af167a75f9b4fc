import { useTranslation } from 'react-i18next'
import { isMessage, type Packed, type Received, type Sent, type Unpacked } from '../../shared/events'
import { keysText } from '../actions/keys'
import { useUi } from '../app/ui'
import type { MenuEntry } from '../ui/MenuItems'
import { COPY_FORMS } from './copy'
import type { ByteStream } from './pieces'
import { useCopyMessage } from './useCopyMessage'

/** What can be done with the bytes of a message, wherever it is listed. */
export function useMessageMenu(): (
  message: Sent | Received | Packed | Unpacked,
  stream: ByteStream | undefined,
) => MenuEntry[][] {
  const { t } = useTranslation()
  const { pointAt, bridge } = useUi()
  const copy = useCopyMessage()
  return (message, stream) => {
    const [partner] = (isMessage(message) && stream?.partnersOf(message, 1)) || []
    return [
      COPY_FORMS.map((form) => ({
        id: form,
        label: t(`messages.copy.${form}`),
        ...(form === 'text' && { keys: keysText('Mod+C', bridge.platform) }),
        run: () => void copy(message.seq, form),
      })),
      partner === undefined
        ? []
        : [
            {
              id: 'partner',
              label: t(message.kind === 'sent' ? 'messages.showRead' : 'messages.showWrite'),
              run: () => pointAt(partner),
            },
          ],
    ]
  }
}

import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../shared/bytes'
import { hasBytes } from '../../shared/events'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { copyText } from '../ui/copyText'
import { type CopyForm, copyAs, usualForm } from './copy'

/** Puts all that the lab has kept of a message on the clipboard, as what it is unless a form is given, and says how much that was. */
export function useCopyMessage(): (seq: number, form?: CopyForm) => Promise<void> {
  const { t } = useTranslation()
  const lab = useLab()
  const { payload, say } = useUi()
  return async (seq, wanted) => {
    const event = lab.events.bySeq(seq)
    if (!event || !hasBytes(event)) return
    if (!event.data) return say(t(event.bytes > 0 ? 'messages.notKept' : 'messages.noBytes'))
    let data = event.data
    if (data.length < event.bytes) {
      const reply = await payload(seq)
      // It may have left the log meanwhile: the beginning that came along is still here.
      if (reply.ok) data = reply.value.data
    }
    const form = wanted ?? usualForm(data, data.length < event.bytes)
    const copied = await copyText(copyAs(form, data))
    if (!copied) return say(t('messages.copyFailed'))
    const as = t(`messages.copyForm.${form}`)
    const size = formatBytes(data.length)
    say(
      data.length < event.bytes
        ? t('messages.copiedPart', { size, whole: formatBytes(event.bytes), form: as })
        : t('messages.copied', { size, form: as }),
    )
  }
}

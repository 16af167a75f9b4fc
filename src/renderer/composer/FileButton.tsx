import { Paperclip } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'

/** `of`: who sends it, if it is one. */
export function FileButton({ of, onPress }: { of: string | undefined; onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <Hint text={t('composer.fileHint')}>
      <Button
        aria-label={t('composer.file')}
        aria-description={t('composer.fileHint')}
        data-point="sendFile"
        data-point-of={of}
        onClick={onPress}
      >
        <Paperclip size={14} aria-hidden="true" />
      </Button>
    </Hint>
  )
}

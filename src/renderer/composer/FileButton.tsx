import { Paperclip } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'

export interface FileButtonHandle {
  /** Asks for a file, or takes the focus where the system wants a press first. */
  open: () => void
}

export function FileButton({ onFile, ref }: { onFile: (file: File) => void; ref: Ref<FileButtonHandle> }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useImperativeHandle(ref, () => ({
    open: () => {
      button.current?.focus()
      // A choice in the native menu is no press in the page, and without one no file may be asked for.
      if (navigator.userActivation.isActive) input.current?.click()
    },
  }))
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file can be chosen again.
          event.target.value = ''
          if (file) onFile(file)
        }}
      />
      <Hint text={t('composer.fileHint')}>
        <Button
          ref={button}
          aria-label={t('composer.file')}
          aria-description={t('composer.fileHint')}
          onClick={() => input.current?.click()}
        >
          <Paperclip size={14} aria-hidden="true" />
        </Button>
      </Hint>
    </>
  )
}

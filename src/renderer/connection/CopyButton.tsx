import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/Button'
import { copyText } from '../ui/copyText'
import { Hint } from '../ui/Hint'

/** Copies `text`; `name` says what that is, unless it is an address. */
export function CopyButton({ text, name: what }: { text: string; name?: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const name = copied ? t('listener.copied') : (what ?? t('listener.copy'))
  const Icon = copied ? Check : Copy
  return (
    <Hint text={name}>
      <Button
        small
        look="quiet"
        aria-label={name}
        onClick={async () => setCopied(await copyText(text))}
        onBlur={() => setCopied(false)}
      >
        <Icon size={13} aria-hidden="true" />
      </Button>
    </Hint>
  )
}

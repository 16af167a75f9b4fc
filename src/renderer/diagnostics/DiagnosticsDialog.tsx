import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabError } from '../../shared/errors'
import { useUi } from '../app/ui'
import { Button } from '../ui/Button'
import { copyText } from '../ui/copyText'
import { DialogFrame, DialogHead } from '../ui/DialogFrame'
import { ErrorText } from '../ui/ErrorText'
import { windowFacts } from '../ui/windowFacts'
import css from './DiagnosticsDialog.module.css'

/** What the program would tell of itself in a report of a fault: seen before it is copied or saved. */
export function DiagnosticsDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { bridge, say } = useUi()
  const [text, setText] = useState<string>()
  const [refused, setRefused] = useState<LabError>()
  const copyButton = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    let wanted = true
    void bridge.request('diagnostics', windowFacts(i18n.language)).then((reply) => {
      if (!wanted) return
      if (reply.ok) setText(reply.value.text)
      else setRefused(reply.error)
    })
    return () => {
      wanted = false
    }
  }, [bridge, i18n.language])

  const copy = async (what: string) => {
    say(t((await copyText(what)) ? 'diagnostics.copied' : 'messages.copyFailed'))
  }
  const save = async (what: string) => {
    setRefused(undefined)
    const reply = await bridge.request('saveText', { name: t('diagnostics.file'), kind: 'txt', text: what })
    if (!reply.ok) setRefused(reply.error)
    else if (reply.value) say(t('scenario.save.saved', { file: reply.value.file }))
  }

  return (
    <DialogFrame className={css.popup} firstFocus={() => copyButton.current} onClose={onClose}>
      <DialogHead title={t('diagnostics.title')} intro={t('diagnostics.intro')} />
      <div className={css.body}>
        {refused && (
          <div role="alert" className={css.problem}>
            <ErrorText error={refused} />
          </div>
        )}
        <section className={css.text} aria-label={t('diagnostics.text')} aria-busy={text === undefined}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to by keyboard, too */}
          <pre tabIndex={0}>{text ?? t('diagnostics.collecting')}</pre>
        </section>
      </div>
      <footer className={css.foot}>
        <Button
          disabled={text === undefined}
          focusableWhenDisabled
          onClick={() => text !== undefined && void save(text)}
        >
          {t('code.save')}
        </Button>
        <Button
          ref={copyButton}
          look="primary"
          disabled={text === undefined}
          focusableWhenDisabled
          onClick={() => text !== undefined && void copy(text)}
        >
          {t('code.copy')}
        </Button>
      </footer>
    </DialogFrame>
  )
}

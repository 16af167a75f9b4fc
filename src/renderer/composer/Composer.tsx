import { Monitor, SendHorizontal, Server } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../app/ui'
import { cannotSend } from '../connection/acts'
import { useSentences } from '../connection/sentences'
import { useSocket } from '../lab/hooks'
import { Button } from '../ui/Button'
import { Hint } from '../ui/Hint'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import css from './Composer.module.css'
import { ENDINGS, type Ending, type Format, type Parsed, parseInput } from './parse'

type Side = 'client' | 'server'

/** Sends text or bytes from either end of the connection. */
export function Composer({ client, server }: { client: string | undefined; server: string | undefined }) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const ends = { client: useSocket(client), server: useSocket(server) }
  const [chosen, setChosen] = useState<Side>(
    ends.client && ends.client.role !== 'foreign' ? 'client' : 'server',
  )
  const [format, setFormat] = useState<Format>('text')
  const [ending, setEnding] = useState<Ending>('none')
  const [input, setInput] = useState('')
  const [touched, setTouched] = useState(false)
  const inputRef = useRef<HTMLTextAreaElement>(null)
  const noteId = useId()
  const sentences = useSentences()

  // After the quick start the button that had the focus is gone: typing goes on here.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) inputRef.current?.focus()
  }, [])

  const end = ends[chosen]
  const obstacle = end && cannotSend(end)
  const parsed = parseInput(input, format, ending)
  const reason = !end
    ? t('composer.noEnd')
    : obstacle
      ? t('composer.cannot', { name: end.name, reason: sentences([obstacle]) })
      : problemOf(parsed)
  // Half a byte is no mistake while it is being typed.
  const showProblem = !parsed.ok && (parsed.problem === 'badHex' || (parsed.problem === 'oddHex' && touched))

  function problemOf(what: Parsed): string | undefined {
    if (what.ok) return undefined
    if (what.problem === 'nothing') return t('composer.nothing')
    return t(`composer.${what.problem}`, { part: what.part })
  }

  const send = async () => {
    setTouched(true)
    if (!end || reason !== undefined || !parsed.ok) return
    const reply = await execute({ do: 'send', from: end.name, ...parsed.payload })
    // Typing replaces what was sent, Enter sends it once more.
    if (reply.ok) inputRef.current?.select()
  }

  const press = (event: KeyboardEvent) => {
    // While an input method composes, Enter is its own.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }

  const button = (
    <Button
      look="primary"
      disabled={reason !== undefined}
      focusableWhenDisabled
      aria-description={reason ?? t('composer.sendHint')}
      onClick={() => void send()}
    >
      <SendHorizontal size={14} aria-hidden="true" />
      {t('composer.send')}
    </Button>
  )

  return (
    <section className={css.composer} aria-label={t('composer.label')} data-side={chosen}>
      <div className={css.options}>
        <span className={css.from}>{t('composer.from')}</span>
        <Segmented
          name={t('composer.from')}
          choices={[
            { value: 'client', label: <EndLabel side="client" />, disabled: !ends.client },
            { value: 'server', label: <EndLabel side="server" />, disabled: !ends.server },
          ]}
          value={chosen}
          onChange={setChosen}
        />
        <Segmented
          name={t('composer.format')}
          choices={[
            { value: 'text', label: t('composer.text') },
            { value: 'hex', label: t('composer.hex') },
          ]}
          value={format}
          onChange={(next) => {
            setFormat(next)
            setTouched(false)
          }}
        />
        {format === 'text' && (
          <span className={css.ending}>
            <span aria-hidden="true">{t('composer.ending')}</span>
            <Select
              small
              name={t('composer.ending')}
              choices={(Object.keys(ENDINGS) as Ending[]).map((value) => ({
                value,
                label: t(`composer.endingName.${value}`),
              }))}
              value={ending}
              onChange={setEnding}
            />
          </span>
        )}
        <span id={noteId} className={css.note} data-problem={showProblem || undefined}>
          {obstacle !== undefined || showProblem
            ? reason
            : parsed.ok && t('composer.size', { count: parsed.bytes })}
        </span>
      </div>
      <div className={css.entry}>
        <textarea
          ref={inputRef}
          className={css.input}
          rows={1}
          value={input}
          spellCheck={false}
          placeholder={
            format === 'hex'
              ? t('composer.placeholderHex')
              : t('composer.placeholder', { name: end?.name ?? '–' })
          }
          aria-label={t('composer.messageFrom', { name: end?.name ?? '–' })}
          aria-describedby={noteId}
          aria-invalid={showProblem || undefined}
          onChange={(event) => {
            setInput(event.target.value)
            setTouched(false)
          }}
          onKeyDown={press}
        />
        <Hint text={reason ?? t('composer.sendHint')}>{button}</Hint>
      </div>
    </section>
  )
}

function EndLabel({ side }: { side: Side }) {
  const { t } = useTranslation()
  const Icon = side === 'client' ? Monitor : Server
  return (
    <>
      <Icon size={12} aria-hidden="true" />
      {t(`composer.${side}`)}
    </>
  )
}

import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TriedRules } from '../../shared/answers/rules'
import { visibleBytes } from '../../shared/bytes'
import type { LabError } from '../../shared/errors'
import { useUi } from '../app/ui'
import { parseInput } from '../composer/parse'
import { Button } from '../ui/Button'
import { ErrorText } from '../ui/ErrorText'
import { TextField } from '../ui/TextField'
import { type RuleForm, readRules } from './form'
import css from './Rules.module.css'

/** Says which rule would answer a message, and with what. The lab itself is asked, and sends nothing. */
export function RuleTester({
  rules,
  onAnswering,
}: {
  rules: readonly RuleForm[]
  onAnswering: (rule: number | undefined) => void
}) {
  const { t } = useTranslation()
  const { bridge } = useUi()
  const [message, setMessage] = useState('')
  const [tried, setTried] = useState<TriedRules>()
  const [refused, setRefused] = useState<LabError>()
  const [busy, setBusy] = useState(false)
  const newest = useRef(0)
  const ready = readRules(rules)
  const typed = parseInput({ input: message, format: 'text', ending: 'none', escapes: true })
  const isNothing = !typed.ok && typed.problem === 'nothing'
  // A datagram can have no bytes at all.
  const input = isNothing ? { ok: true as const, payload: { text: '' } } : typed

  const forget = () => {
    newest.current++
    setTried(undefined)
    setRefused(undefined)
    setBusy(false)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found holds for these rules only
  useEffect(forget, [rules])

  const run = async () => {
    if (!ready || !input.ok) return
    const mine = ++newest.current
    setBusy(true)
    const reply = await bridge.request('tryRules', { rules: ready, message: input.payload })
    if (mine !== newest.current) return
    setBusy(false)
    setTried(reply.ok ? reply.value : undefined)
    setRefused(reply.ok ? undefined : reply.error)
    onAnswering(reply.ok ? reply.value.rule : undefined)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out
    <div
      role="group"
      aria-label={t('answers.try')}
      className={css.tester}
      onKeyDown={(event) => {
        // Otherwise the dialog takes it.
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        void run()
      }}
    >
      <TextField
        label={t('answers.try')}
        placeholder={t('answers.tryHint')}
        value={message}
        onChange={(value) => {
          setMessage(value)
          forget()
          onAnswering(undefined)
        }}
        error={'part' in input ? t('dialogs.invalid.escape', { part: input.part }) : undefined}
      />
      <Button disabled={!ready || !input.ok || busy} focusableWhenDisabled onClick={() => void run()}>
        {t('answers.tryIt')}
      </Button>
      <div className={css.outcome} role="status">
        {busy
          ? t('answers.trying')
          : !ready
            ? t('answers.notReady')
            : tried && <Tried tried={tried} rules={rules} />}
        {refused && <ErrorText error={refused} />}
      </div>
    </div>
  )
}

function Tried({ tried, rules }: { tried: TriedRules; rules: readonly RuleForm[] }) {
  const { t } = useTranslation()
  const { rule, reply, ranAway, captures } = tried
  const form = rule === undefined ? undefined : rules[rule]
  return (
    <>
      {ranAway.map((at) => (
        <p key={at} className={css.error}>
          {t('answers.ranAway', { place: at + 1 })}
        </p>
      ))}
      {rule === undefined || !form ? (
        <p>{t('answers.noMatch')}</p>
      ) : (
        <p>
          {reply
            ? t('answers.matches', { place: rule + 1 })
            : t('answers.matchesSilently', { place: rule + 1 })}{' '}
          {reply && <code>{visibleBytes(reply)}</code>}
          {form.ending !== 'goOn' && <> {t(`answers.thenDoes.${form.ending}`)}</>}
        </p>
      )}
      {captures.length > 1 && (
        <p className={css.captures}>
          {captures.slice(1).map((capture, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups are told by their number
            <span key={index} className={css.meaning}>
              <code>${index + 1}</code> {capture === undefined ? t('answers.noPart') : <code>{capture}</code>}
            </span>
          ))}
        </p>
      )}
    </>
  )
}

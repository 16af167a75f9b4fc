import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visible } from '../../shared/bytes'
import {
  type CodeLocale,
  LANGUAGE_NAMES,
  LANGUAGES,
  type Language,
  type Program,
  textOf,
} from '../../shared/code/program'
import { programFor, type Subject } from '../../shared/code/programs'
import type { LabError } from '../../shared/errors'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { eventTarget, eventText, targetText } from '../notes/target'
import { Button } from '../ui/Button'
import { copyText } from '../ui/copyText'
import { DialogFrame, DialogHead } from '../ui/DialogFrame'
import { ErrorText } from '../ui/ErrorText'
import { Segmented } from '../ui/Segmented'
import { Select } from '../ui/Select'
import css from './CodeDialog.module.css'
import { CodeLines } from './CodeLines'
import { historyIn, subjectOf, subjectsIn, wholeHistoryIn } from './history'

/** What was chosen last. */
let usual: Language = 'python'

const KINDS = { python: 'py', node: 'mjs', shell: 'sh' } as const satisfies Record<Language, string>

/** The servers and clients of the lab as programs, to be looked at, copied or saved. */
export function CodeDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const lab = useLab()
  const { selected, pointed, bridge, say, payload } = useUi()
  // As it was when the dialog was opened: nobody reads a program that grows.
  const [history, setHistory] = useState(() => historyIn(lab.events))
  const [subjects] = useState(() => subjectsIn(history, selected))
  const [subject, setSubject] = useState(() => subjectOf(subjects, selected))
  const [language, setLanguage] = useState(usual)
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it was when the dialog was opened
  useEffect(() => {
    void wholeHistoryIn(lab.events, payload).then((whole) => whole && setHistory(whole))
  }, [])
  const tools = useRef<HTMLDivElement>(null)
  const [refused, setRefused] = useState<LabError>()
  const locale: CodeLocale = i18n.language === 'zh-CN' ? 'zh-CN' : 'en'
  const program = useMemo(
    () => subject && programFor(history, subject.name, language, locale),
    [history, subject, language, locale],
  )

  const choose = (next: Language) => {
    usual = next
    setLanguage(next)
  }
  const copy = async (what: Program) => {
    say(t((await copyText(textOf(what))) ? 'code.copied' : 'messages.copyFailed'))
  }
  const save = async (what: Program) => {
    setRefused(undefined)
    const kind = KINDS[what.language]
    const reply = await bridge.request('saveText', {
      name: what.file.slice(0, -kind.length - 1),
      kind,
      text: textOf(what),
    })
    if (!reply.ok) setRefused(reply.error)
    else if (reply.value) say(t('scenario.save.saved', { file: reply.value.file }))
  }
  const words = ({ label, kind, count }: Subject) =>
    t(`code.kind.${count === undefined ? kind : 'group'}`, { name: visible(label), count })

  return (
    <DialogFrame
      className={css.popup}
      firstFocus={() => tools.current?.querySelector('button') ?? null}
      onClose={onClose}
    >
      <DialogHead title={t('code.title')} intro={t('code.intro')} />
      <div ref={tools} className={css.tools}>
        <Select
          small
          name={t('code.program')}
          choices={subjects.map((one) => ({ value: one.name, label: words(one) }))}
          value={subject?.name ?? ''}
          onChange={(name) => setSubject(subjects.find((one) => one.name === name))}
        />
        <Segmented
          name={t('code.language')}
          choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={language}
          onChange={choose}
        />
        {program && <code className={css.file}>{program.file}</code>}
      </div>
      <div className={css.body}>
        {refused && (
          <div role="alert" className={css.problem}>
            <ErrorText error={refused} />
          </div>
        )}
        {program ? (
          <CodeLines program={program} label={program.file} />
        ) : (
          <p className={css.none}>{t('actions.reason.noCode')}</p>
        )}
      </div>
      <footer className={css.foot}>
        <p className={css.event} role="status">
          {pointed !== undefined &&
            `${targetText(t, lab, eventTarget(lab, pointed))} · ${eventText(t, lab, { about: pointed }) ?? ''}`}
        </p>
        <Button onClick={() => program && void save(program)} disabled={!program}>
          {t('code.save')}
        </Button>
        <Button look="primary" onClick={() => program && void copy(program)} disabled={!program}>
          {t('code.copy')}
        </Button>
      </footer>
    </DialogFrame>
  )
}

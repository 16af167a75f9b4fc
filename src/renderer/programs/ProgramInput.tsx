import { CornerDownLeft } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isAlive, type ProgramModel } from '../../shared/model/programs'
import { useUi } from '../app/ui'
import { usePast } from '../lab/usePast'
import { ActButton } from '../ui/ActButton'
import css from './ProgramInput.module.css'
import { programName } from './words'

/** What is typed for a program: a line each time, until its input ends. */
export function ProgramInput({ program }: { program: ProgramModel }) {
  const { t } = useTranslation()
  const { execute } = useUi()
  const past = usePast()
  const [line, setLine] = useState('')
  const closed =
    past ??
    (isAlive(program)
      ? program.inputEnded
        ? t('programs.input.ended')
        : undefined
      : t('programs.input.over'))
  const { name } = program
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (closed !== undefined) return
    const reply = await execute({ do: 'input', socket: name, text: `${line}\n` })
    if (reply.ok) setLine('')
  }
  return (
    <form className={css.form} onSubmit={(event) => void send(event)}>
      <input
        className={css.field}
        aria-label={t('programs.input.label', { name: programName(program) })}
        placeholder={closed ?? t('programs.input.holder')}
        value={line}
        readOnly={closed !== undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setLine(event.target.value)}
      />
      <ActButton
        type="submit"
        icon={CornerDownLeft}
        why={closed ?? t('programs.input.holder')}
        disabled={closed !== undefined}
      >
        {t('programs.input.send')}
      </ActButton>
      <ActButton
        look="quiet"
        why={closed ?? t('programs.input.endWhy')}
        disabled={closed !== undefined}
        onClick={() => void execute({ do: 'input', socket: name, end: true })}
      >
        {t('programs.input.end')}
      </ActButton>
    </form>
  )
}

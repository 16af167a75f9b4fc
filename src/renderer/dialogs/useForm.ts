import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabError } from '../../shared/errors'
import { fieldOf, type Problem, type Problems } from './forms'

/** The state of a dialog's form: what is in it, and what is wrong with it. */
export function useForm<F extends object>(initial: F) {
  const { t } = useTranslation()
  const [form, setForm] = useState(initial)
  const [problems, setProblems] = useState<Problems<F>>({})
  const [refused, setRefused] = useState<LabError>()
  const [busy, setBusy] = useState(false)
  const refusedField = refused && fieldOf(form, refused.field)

  const words = (problem: Problem): string =>
    problem.key === 'integer'
      ? t('dialogs.invalid.integer', { min: problem.min, max: problem.max })
      : t(`dialogs.invalid.${problem.key}`)

  return {
    form,
    busy,
    setBusy,
    setProblems,
    setRefused,
    /** An error that belongs to no field. */
    refused: refusedField === undefined ? refused : undefined,
    set: <K extends keyof F>(key: K, value: F[K]) => {
      setForm((before) => ({ ...before, [key]: value }))
      setProblems(({ [key]: _mended, ...rest }) => rest as Problems<F>)
      setRefused(undefined)
    },
    errorAt: (key: keyof F): string | undefined => {
      const problem = problems[key]
      if (problem) return words(problem)
      return refusedField === key ? refused?.message : undefined
    },
  }
}

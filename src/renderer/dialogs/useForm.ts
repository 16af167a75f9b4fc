import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LAB_CODES, type LabError } from '../../shared/errors'
import { explained } from '../i18n/explained'
import { fieldOf, type Problem, type Problems } from './fields'

/** The state of a dialog's form: what is in it, and what is wrong with it. */
export interface FormState<F> {
  form: F
  busy: boolean
  setBusy: (busy: boolean) => void
  setProblems: (problems: Problems<F>) => void
  setRefused: (error: LabError | undefined) => void
  /** An error that belongs to no field. */
  refused: LabError | undefined
  set: <K extends keyof F>(key: K, value: F[K]) => void
  errorAt: (key: keyof F) => string | undefined
}

export function useForm<F extends object>(initial: F): FormState<F> {
  const { t } = useTranslation()
  const [form, setForm] = useState(initial)
  const [problems, setProblems] = useState<Problems<F>>({})
  const [refused, setRefused] = useState<LabError>()
  const [busy, setBusy] = useState(false)
  const refusedField = refused && fieldOf(form, refused.field)

  const words = (problem: Problem): string => {
    const { key, ...values } = { min: 0, max: 0, part: '', ...problem }
    return t(`dialogs.invalid.${key}`, values)
  }

  // The gate's own checks name what exactly is wrong, in English; everything else is explained in the window's language.
  const sayRefusal = (error: LabError): string => {
    const known = error.code === LAB_CODES.badCommand ? undefined : explained(t, error.code, error.syscall)
    return known ? `${known.cause} ${known.remedy}` : error.message
  }

  return {
    form,
    busy,
    setBusy,
    setProblems,
    setRefused,
    refused: refusedField === undefined ? refused : undefined,
    set: (key, value) => {
      setForm((before) => ({ ...before, [key]: value }))
      setProblems(({ [key]: _mended, ...rest }) => rest as Problems<F>)
      setRefused(undefined)
    },
    errorAt: (key) => {
      const problem = problems[key]
      if (problem) return words(problem)
      return refusedField === key && refused ? sayRefusal(refused) : undefined
    },
  }
}

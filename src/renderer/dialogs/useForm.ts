import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LAB_CODES, type LabError } from '../../shared/errors'
import { DIALOG_FORM, type Form, useKept } from '../app/useKept'
import { explained } from '../i18n/explained'
import { fieldOf, type Problems, problemText, type Read } from './fields'
import { noPem } from './layers/pem'

/** The fields of a form that hold a `V`. */
type Holding<F, V> = { [K in keyof F]: F[K] extends V ? (V extends F[K] ? K : never) : never }[keyof F]

/** The state of a dialog's form: what is in it, and what is wrong with it. */
export interface FormState<F> {
  form: F
  busy: boolean
  /** An error that belongs to no field. */
  refused: LabError | undefined
  set: <K extends keyof F>(key: K, value: F[K]) => void
  errorAt: (key: keyof F) => string | undefined
  /** What a TextField takes to be that field of the form. */
  text: (key: Holding<F, string>) => {
    value: string
    onChange: (value: string) => void
    error: string | undefined
  }
  /** What a CheckField takes to be that field of the form. */
  check: (key: Holding<F, boolean>) => { checked: boolean; onChange: (value: boolean) => void }
  /** Gives the command that was read, or says what is wrong with the fields. `give` tells what it was refused with. */
  submit: <C>(read: Read<F, C>, give: (command: C) => Promise<LabError | undefined>) => Promise<void>
}

/** A private key outlives no page: what is kept may come to lie on the disk. */
const WITHOUT_KEYS: Form<object> = {
  pack: (form) => ('ownKey' in form ? { ...form, ownKey: noPem } : form),
  unpack: (stored) => stored as object,
}

export function useForm<F extends object>(initial: F): FormState<F> {
  const { t } = useTranslation()
  const [form, setForm] = useKept(DIALOG_FORM, initial, WITHOUT_KEYS as unknown as Form<F>)
  const [problems, setProblems] = useState<Problems<F>>({})
  const [refused, setRefused] = useState<LabError>()
  const [busy, setBusy] = useState(false)
  // A person's no is no mistake in a field.
  const refusedField =
    refused && refused.code !== LAB_CODES.refused ? fieldOf(form, refused.field) : undefined

  // The gate's own checks name what exactly is wrong, in English; everything else is explained in the window's language.
  const sayRefusal = (error: LabError): string => {
    const known = error.code === LAB_CODES.badCommand ? undefined : explained(t, error)
    return known ? `${known.cause} ${known.remedy}` : error.message
  }

  const set = <K extends keyof F>(key: K, value: F[K]) => {
    setForm((before) => ({ ...before, [key]: value }))
    setProblems(({ [key]: _mended, ...rest }) => rest as Problems<F>)
    setRefused(undefined)
  }
  const errorAt = (key: keyof F) => {
    const problem = problems[key]
    if (problem) return problemText(t, problem)
    return refusedField === key && refused ? sayRefusal(refused) : undefined
  }

  return {
    form,
    busy,
    refused: refusedField === undefined ? refused : undefined,
    set,
    errorAt,
    text: (key) => ({
      value: form[key] as string,
      onChange: (value) => set(key, value as F[typeof key]),
      error: errorAt(key),
    }),
    check: (key) => ({
      checked: form[key] as boolean,
      onChange: (value) => set(key, value as F[typeof key]),
    }),
    submit: async (read, give) => {
      if ('problems' in read) return setProblems(read.problems)
      setBusy(true)
      setRefused(undefined)
      const error = await give(read.command)
      setBusy(false)
      setRefused(error)
    },
  }
}

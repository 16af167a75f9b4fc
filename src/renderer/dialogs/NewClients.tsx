import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { listeners } from '../../shared/model/selectors'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { CheckField } from '../ui/CheckField'
import { ErrorText } from '../ui/ErrorText'
import { Select } from '../ui/Select'
import { TextField } from '../ui/TextField'
import css from './Dialogs.module.css'
import { emptyClients, readClients } from './forms'
import { Modal } from './Modal'
import { useForm } from './useForm'

/** What stands for "host and port" among the names of servers; no name looks like it. */
const ELSEWHERE = '@'

export function NewClients({ target, onClose }: { target: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { execute, select } = useUi()
  const servers = listeners(lab.model).filter((server) => server.descriptor === 'open')
  const first = servers.find((server) => server.name === target) ?? servers.at(-1)
  const { form, set, errorAt, refused, setRefused, setProblems, busy, setBusy } = useForm(
    emptyClients(first?.name ?? ''),
  )
  const firstField = useRef<HTMLInputElement>(null)
  const count = Number(form.count)

  const submit = async () => {
    const read = readClients(form)
    if ('problems' in read) return setProblems(read.problems)
    setBusy(true)
    setRefused(undefined)
    const reply = await execute(read.command, 'quiet')
    setBusy(false)
    if (!reply.ok) return setRefused(reply.error)
    const name = reply.value.made[0]
    if (name !== undefined) select(name)
    onClose()
  }

  return (
    <Modal
      title={t('dialogs.clients.title')}
      intro={t('dialogs.clients.intro')}
      submit={t('dialogs.clients.submit', { count: Number.isInteger(count) && count > 0 ? count : 1 })}
      busy={busy}
      firstField={firstField}
      onSubmit={() => void submit()}
      onClose={onClose}
      problem={refused && <ErrorText error={refused} />}
    >
      <div className={css.countAndTarget}>
        <TextField
          label={t('dialogs.clients.count')}
          numeric
          value={form.count}
          onChange={(value) => set('count', value)}
          error={errorAt('count')}
          inputRef={firstField}
        />
        <div className={css.target}>
          <Select
            label={t('dialogs.clients.target')}
            choices={[
              ...servers.map(({ name, local }) => ({
                value: name,
                label: local === undefined ? name : `${name} · ${local}`,
              })),
              { value: ELSEWHERE, label: t('dialogs.clients.elsewhere') },
            ]}
            value={form.to === '' ? ELSEWHERE : form.to}
            onChange={(value) => set('to', value === ELSEWHERE ? '' : value)}
          />
        </div>
      </div>
      {servers.length === 0 && <p className={css.hint}>{t('dialogs.clients.noServer')}</p>}
      {form.to === '' && (
        <div className={css.hostAndPort}>
          <TextField
            label={t('dialogs.host')}
            value={form.host}
            onChange={(value) => set('host', value)}
            error={errorAt('host')}
          />
          <TextField
            label={t('dialogs.port')}
            numeric
            value={form.port}
            onChange={(value) => set('port', value)}
            error={errorAt('port')}
          />
        </div>
      )}
      <TextField
        label={t('dialogs.name')}
        placeholder={t('dialogs.nameHint')}
        value={form.name}
        onChange={(value) => set('name', value)}
        error={errorAt('name')}
        hint={count > 1 ? t('dialogs.clients.groupHint') : undefined}
      />
      <CheckField
        label={t('dialogs.allowHalfOpen')}
        hint={t('dialogs.clients.allowHalfOpenHint')}
        checked={form.allowHalfOpen}
        onChange={(value) => set('allowHalfOpen', value)}
      />
    </Modal>
  )
}

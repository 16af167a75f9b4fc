import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListenCommand } from '../../shared/commands'
import type { LabError } from '../../shared/errors'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { ErrorText } from '../ui/ErrorText'
import { TextField } from '../ui/TextField'
import { AnswerFields, ThenCloseField } from './AnswerFields'
import { answerFormOf, type EditForm, readEdit } from './answer'
import { Modal } from './Modal'
import { useForm } from './useForm'

interface Props {
  socket: string
  onClose: () => void
}

/** Changes how a server answers while it runs. */
export function EditServer({ socket, onClose }: Props) {
  const { bridge, notices } = useUi()
  const [made, setMade] = useState<ListenCommand>()
  const close = useRef(onClose)
  close.current = onClose

  useEffect(() => {
    let wanted = true
    const give = (error: LabError) => {
      notices.addRefusal(error)
      close.current()
    }
    void bridge.request('madeBy', { socket }).then((reply) => {
      if (!wanted) return
      if (!reply.ok) give(reply.error)
      else if (reply.value.do === 'listen') setMade(reply.value)
    })
    return () => {
      wanted = false
    }
  }, [bridge, notices, socket])

  return made ? <Fields socket={socket} made={made} onClose={onClose} /> : null
}

function Fields({ socket, made, onClose }: Props & { made: ListenCommand }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { execute } = useUi()
  const [limit] = useState(() => lab.model.sockets.get(socket)?.maxConnections)
  const state = useForm<EditForm>({
    ...answerFormOf(made.respond),
    limit: limit === undefined ? '' : String(limit),
  })
  const { form, text, refused, busy } = state

  const submit = () =>
    state.submit(readEdit(form, socket, made.respond?.rules, limit), async (command) => {
      const reply = await execute(command, 'quiet')
      if (!reply.ok) return reply.error
      onClose()
    })

  return (
    <Modal
      title={t('dialogs.editServer.title', { name: shownName(lab.model, socket) })}
      intro={t('dialogs.editServer.intro')}
      submit={t('dialogs.editServer.submit')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={onClose}
      problem={refused && <ErrorText error={refused} />}
    >
      <AnswerFields state={state} rules={made.respond?.rules !== undefined} />
      <ThenCloseField state={state} />
      <TextField label={t('dialogs.limit')} numeric {...text('limit')} hint={t('dialogs.limitHint')} />
    </Modal>
  )
}

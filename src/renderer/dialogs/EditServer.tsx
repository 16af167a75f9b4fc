import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabError } from '../../shared/errors'
import { useUi } from '../app/ui'
import { useLab } from '../lab/hooks'
import { shownName } from '../lab/names'
import { TextField } from '../ui/TextField'
import { AnswerFields, ThenCloseField } from './AnswerFields'
import { answerFormOf, type EditForm, readEdit } from './answer'
import { FramingFields } from './layers/FramingFields'
import { framingFormOf } from './layers/form'
import { Modal } from './Modal'
import type { ServerCommand } from './transports'
import { useForm } from './useForm'

interface Props {
  socket: string
  onClose: () => void
}

/** Changes how a server answers while it runs. */
export function EditServer({ socket, onClose }: Props) {
  const { bridge, notices } = useUi()
  const [made, setMade] = useState<ServerCommand>()
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
      else if (reply.value.do !== 'connect' && reply.value.do !== 'proxy') setMade(reply.value)
    })
    return () => {
      wanted = false
    }
  }, [bridge, notices, socket])

  return made ? <Fields socket={socket} made={made} onClose={onClose} /> : null
}

function Fields({ socket, made, onClose }: Props & { made: ServerCommand }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { execute } = useUi()
  const [limit] = useState(() => lab.model.sockets.get(socket)?.maxConnections)
  const framed = made.do === 'listen' ? made.framing : undefined
  const state = useForm<EditForm>({
    ...answerFormOf(made.respond),
    ...framingFormOf(framed),
    limit: limit === undefined ? '' : String(limit),
  })
  const { form, text, refused, busy } = state
  const isListener = made.do === 'listen'
  const transport = isListener ? 'tcp' : 'udp'

  const submit = () =>
    state.submit(readEdit(form, socket, limit, framed), async (command) => {
      const reply = await execute(command, 'quiet')
      if (!reply.ok) return reply.error
      onClose()
    })

  return (
    <Modal
      title={t('dialogs.editServer.title', { name: shownName(lab.model, socket) })}
      intro={t(isListener ? 'dialogs.editServer.intro' : 'dialogs.editServer.introUdp')}
      submit={t('dialogs.editServer.submit')}
      busy={busy}
      onSubmit={() => void submit()}
      onClose={onClose}
      refused={refused}
    >
      <AnswerFields state={state} transport={transport} />
      <ThenCloseField state={state} transport={transport} />
      {isListener && (
        <>
          <TextField label={t('dialogs.limit')} numeric {...text('limit')} hint={t('dialogs.limitHint')} />
          <FramingFields state={state} hint={t('dialogs.framing.editHint')} />
        </>
      )}
    </Modal>
  )
}

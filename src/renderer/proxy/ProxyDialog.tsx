import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Faults, ProxyCommand } from '../../shared/commands'
import { formatAddress, parseDestination } from '../../shared/ids'
import type { SocketModel } from '../../shared/model/model'
import { AddressField } from '../dialogs/AddressField'
import { listenChoices, useAddresses } from '../dialogs/addresses'
import css from '../dialogs/Dialogs.module.css'
import { MAX_PORT, type Problems, type Read, readHost, readInteger, readName } from '../dialogs/fields'
import { LOOPBACK, readTarget } from '../dialogs/forms'
import { Modal } from '../dialogs/Modal'
import { ElsewhereFields, openServers, type TargetForm, TargetSelect } from '../dialogs/TargetFields'
import { useForm } from '../dialogs/useForm'
import { useMaker } from '../dialogs/useMaker'
import { useLab } from '../lab/hooks'
import { Disclosure } from '../ui/Disclosure'
import { TextField } from '../ui/TextField'
import { FaultFields } from './FaultFields'
import { type FaultsForm, type FaultsProblems, faultsFormOf, readFaults } from './faultForm'
import own from './ProxyDialog.module.css'

interface ProxyForm extends TargetForm {
  name: string
  listenHost: string
  listenPort: string
  faults: FaultsForm
}

interface Props {
  /** The server that is chosen to begin with. */
  target: string | undefined
  /** What it is filled in from. */
  like: ProxyCommand | undefined
  onClose: () => void
}

/** A proxy between clients and a server. */
export function ProxyDialog({ target, like, onClose }: Props) {
  const { t } = useTranslation()
  const lab = useLab()
  const make = useMaker(onClose)
  const servers = [...openServers(lab, 'unix'), ...openServers(lab)]
  const state = useForm<ProxyForm>(formOf(like, target, servers))
  const { form, set, text, errorAt, refused, busy } = state
  const [problems, setProblems] = useState<FaultsProblems>({})
  const firstField = useRef<HTMLInputElement>(null)
  const addresses = useAddresses()

  const submit = () => {
    const read = readFaults(form.faults, like?.faults?.seed)
    setProblems('problems' in read ? read.problems : {})
    void state.submit(readProxy(form, 'faults' in read ? read.faults : undefined), make)
  }

  return (
    <Modal
      title={t('proxy.dialog.title')}
      intro={t('proxy.dialog.intro')}
      submit={t('proxy.dialog.submit')}
      busy={busy}
      firstField={firstField}
      onSubmit={submit}
      onClose={onClose}
      refused={refused}
    >
      <div className={css.halves}>
        <div>
          <TargetSelect servers={servers} to={form.to} onChange={(to) => set('to', to)} />
        </div>
        <TextField
          label={t('dialogs.name')}
          placeholder={t('dialogs.nameHint')}
          {...text('name')}
          inputRef={firstField}
        />
      </div>
      {form.to === '' && <ElsewhereFields text={text} />}
      <FaultFields
        form={form.faults}
        problems={problems}
        onChange={(faults) => {
          setProblems({})
          set('faults', faults)
        }}
        holds
      />
      <p className={own.cannot}>{t('proxy.cannot')}</p>
      <Disclosure
        title={t('proxy.dialog.where')}
        needed={errorAt('listenHost') !== undefined || errorAt('listenPort') !== undefined}
        initiallyOpen={form.listenHost !== LOOPBACK}
      >
        <div className={css.columns}>
          <div className={css.wide}>
            <AddressField
              label={t('dialogs.host')}
              {...text('listenHost')}
              choices={listenChoices(addresses, t)}
            />
          </div>
          <TextField
            label={t('dialogs.port')}
            numeric
            {...text('listenPort')}
            hint={t('dialogs.server.portHint')}
          />
        </div>
      </Disclosure>
    </Modal>
  )
}

function formOf(
  like: ProxyCommand | undefined,
  target: string | undefined,
  servers: readonly SocketModel[],
): ProxyForm {
  const address = like && parseDestination(like.to)
  const wanted = like?.to ?? target
  const chosen = servers.find(({ name }) => name === wanted)
  const usual = like ? undefined : (servers.findLast(({ proxy }) => !proxy) ?? servers.at(-1))
  const to = address ? '' : ((chosen ?? usual)?.name ?? '')
  return {
    name: like?.as ?? '',
    to,
    host: address?.host ?? LOOPBACK,
    port: address ? String(address.port) : '',
    listenHost: like?.host ?? LOOPBACK,
    listenPort: String(like?.port ?? 0),
    faults: faultsFormOf(like?.faults ?? {}),
  }
}

/** `faults`: undefined if something is wrong with their fields. */
function readProxy(form: ProxyForm, faults: Faults | undefined): Read<ProxyForm, ProxyCommand> {
  const problems: Problems<ProxyForm> = {}
  const name = readName(form.name, problems)
  const target = readTarget(form, problems)
  const host = readHost(form, 'listenHost', problems)
  const port = readInteger(form, 'listenPort', 0, MAX_PORT, problems)
  if (!faults || Object.keys(problems).length > 0) return { problems }
  const to = target.to ?? formatAddress(target.host, target.port)
  return { command: { do: 'proxy', ...(name !== '' && { as: name }), to, host, port, faults } }
}

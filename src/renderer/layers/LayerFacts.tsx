import { useTranslation } from 'react-i18next'
import { formatBytes, visible } from '../../shared/bytes'
import type { Certificate } from '../../shared/events'
import type { Layers, SocketModel } from '../../shared/model/model'
import { CopyButton } from '../connection/CopyButton'
import { useLab } from '../lab/hooks'
import facts from '../ui/FactsPopup.module.css'
import { dateAndTime } from '../ui/format'
import css from './Layers.module.css'
import { framingWords } from './words'

/** The same in every language. */
const [ALPN, SHA] = ['ALPN', 'SHA-256']

/** All that is known of framing and TLS at an end, or of what a server asks for. */
export function LayerFacts({ socket, layers }: { socket: SocketModel; layers: Layers }) {
  const { t } = useTranslation()
  const { framing, tls, secured, packed, unpacked, broken } = layers
  const certificate = secured?.certificate ?? layers.certificate
  const isEnd = socket.role !== 'listener'
  return (
    <>
      {framing && (
        <section>
          <h3 className={`${facts.title} ${css.title}`}>{t('layers.framing')}</h3>
          <p className={css.meaning}>{framingWords(t, framing)}</p>
        </section>
      )}
      {isEnd && (
        <dl className={`${facts.facts} ${css.said}`}>
          <dt>{t('layers.packed')}</dt>
          <dd>{t('layers.count', { count: packed.count, size: formatBytes(packed.bytes) })}</dd>
          <dt>{t('layers.unpacked')}</dt>
          <dd>
            {t('layers.count', { count: unpacked.count, size: formatBytes(unpacked.bytes) })}
            {broken > 0 && <span className={css.broken}> {t('layers.brokenCount', { count: broken })}</span>}
          </dd>
        </dl>
      )}
      {tls && (
        <section>
          <h3 className={`${facts.title} ${css.title}`}>{t('layers.tls')}</h3>
          {!isEnd && <p className={css.meaning}>{t('layers.tlsServer')}</p>}
          {isEnd && !secured && (
            <p className={css.meaning}>
              {t(socket.descriptor === 'closed' ? 'layers.neverSecuredMeaning' : 'layers.handshakeMeaning')}
            </p>
          )}
          {secured && (
            <dl className={`${facts.facts} ${css.said}`}>
              <dt>{t('layers.version')}</dt>
              <dd>{visible(secured.protocol)}</dd>
              <dt>{t('layers.cipher')}</dt>
              <dd>
                <code>{visible(secured.cipher)}</code>
              </dd>
              {secured.servername !== undefined && (
                <>
                  <dt>{t('layers.servername')}</dt>
                  <dd>{visible(secured.servername)}</dd>
                </>
              )}
              {secured.alpn !== undefined && (
                <>
                  <dt>{ALPN}</dt>
                  <dd>{visible(secured.alpn)}</dd>
                </>
              )}
              {secured.authorized !== undefined && (
                <>
                  <dt>{t('layers.trust')}</dt>
                  <dd data-trusted={secured.authorized} className={css.trust}>
                    {secured.authorized
                      ? t('layers.trusted')
                      : t('layers.untrusted', { why: visible(secured.authorizationError ?? '') })}
                  </dd>
                </>
              )}
            </dl>
          )}
        </section>
      )}
      {certificate && <CertificateFacts certificate={certificate} own={!isEnd} />}
    </>
  )
}

function CertificateFacts({ certificate, own }: { certificate: Certificate; own: boolean }) {
  const { t } = useTranslation()
  const lab = useLab()
  const { subject, issuer, validFrom, validTo, fingerprint256, subjectAltName, selfSigned } = certificate
  const now = lab.wallOf(lab.now())
  const isOver = now > Date.parse(validTo) || now < Date.parse(validFrom)
  return (
    <section>
      <h3 className={`${facts.title} ${css.title}`}>
        {t(own ? 'layers.ownCertificate' : 'layers.certificate')}
      </h3>
      <dl className={`${facts.facts} ${css.said}`}>
        <dt>{t('layers.subject')}</dt>
        <dd>{visible(subject)}</dd>
        <dt>{t('layers.issuer')}</dt>
        <dd>{selfSigned ? t('layers.selfSigned') : visible(issuer)}</dd>
        {subjectAltName !== undefined && (
          <>
            <dt>{t('layers.names')}</dt>
            <dd>{visible(subjectAltName)}</dd>
          </>
        )}
        <dt>{t('layers.valid')}</dt>
        <dd data-over={isOver || undefined} className={css.valid}>
          {t('layers.validSpan', { from: dateAndTime(validFrom), to: dateAndTime(validTo) })}
        </dd>
        <dt>{SHA}</dt>
        <dd className={css.fingerprint}>
          <code>{visible(fingerprint256)}</code>
          <CopyButton text={fingerprint256} name={t('layers.copyFingerprint')} />
        </dd>
      </dl>
    </section>
  )
}

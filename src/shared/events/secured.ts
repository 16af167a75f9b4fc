import type { Framing } from '../commands/framing'
import type { About } from './base'

/** What stands above the streams of sockets, and what becomes of TLS. The TCP states below go on as ever. */

/** What a certificate says. */
export interface Certificate {
  /** As `CN=localhost, O=Lab`. */
  subject: string
  issuer: string
  /** ISO 8601. */
  validFrom: string
  validTo: string
  /** SHA-256 of it, as pairs of hex digits with colons. */
  fingerprint256: string
  /** As OpenSSL writes it: `DNS:localhost, IP Address:127.0.0.1`. */
  subjectAltName?: string
  /** Its issuer is itself. */
  selfSigned: boolean
}

/** From now on, this stands above the stream of an end, or above those that a listener will accept. */
export interface LayersSet extends About {
  kind: 'layered'
  /** Which side of TLS it is. */
  tls?: 'client' | 'server'
  /** Of a listener with TLS: what it shows to its clients. */
  certificate?: Certificate
  framing?: Framing
}

/** A TLS handshake is done: `cause` is the `received` that completed it. */
export interface Secured extends About {
  kind: 'secured'
  /** As Node calls it: `TLSv1.3`. */
  protocol: string
  /** IANA's name: `TLS_AES_256_GCM_SHA384`. */
  cipher: string
  /** The host name that the client has asked for (SNI). */
  servername?: string
  /** The protocol above TLS that both have chosen, where they did (ALPN). */
  alpn?: string
  /** Of a client: whether the server's certificate could be trusted. */
  authorized?: boolean
  /** Why it could not: Node's code, such as `DEPTH_ZERO_SELF_SIGNED_CERT`. */
  authorizationError?: string
  /** Of a client: the certificate that the server has shown. */
  certificate?: Certificate
}

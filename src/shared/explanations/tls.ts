import type { Explanation } from './explanation'

/** Why TLS fails, by the codes that Node makes of OpenSSL's reasons. */
export const TLS_EXPLANATIONS = {
  'ECONNRESET:handshake': {
    cause:
      'The peer answered with RST during the TLS handshake: it does not speak TLS, or it refused what it was shown.',
    remedy: 'Look at the other end: its error says why. Use TLS at both ends, or at neither; check the port.',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    cause:
      'The server has shown a certificate that it has signed itself, and nobody said that it can be trusted.',
    remedy:
      'Let the client trust it, by its TLS options (ca; of a server of the lab, a scenario file says {"of": "server"}), or, to look only, leave it unchecked (rejectUnauthorized: false).',
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    cause: 'The chain of certificates ends in one that nobody said can be trusted.',
    remedy:
      'Give that root certificate as the one to trust (`ca`), or, to look only, leave it unchecked (rejectUnauthorized: false).',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    cause:
      "Who has signed the server's certificate is not known here: neither the server nor `ca` has shown that certificate.",
    remedy:
      'Give the certificate of who signed it as the one to trust (`ca`), or let the server send its whole chain.',
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    cause: "Who has signed the server's certificate is not known here.",
    remedy: 'Give the certificate of who signed it as the one to trust (`ca`).',
  },
  CERT_HAS_EXPIRED: {
    cause: "The server's certificate is no longer valid: its last day is over.",
    remedy: 'Give the server a new certificate; or look whether the clock of this machine is right.',
  },
  CERT_NOT_YET_VALID: {
    cause: "The server's certificate is not valid yet.",
    remedy: 'Look whether the clocks of both machines are right.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    cause: 'The certificate is for other names: the host that was called is not among its subjectAltName.',
    remedy:
      'Call the server by a name that its certificate has, or say with `servername` which one is meant.',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    cause: 'What came is no TLS: the other end speaks plain TCP, or something else.',
    remedy: 'Use TLS at both ends, or at neither; check the port.',
  },
  ERR_SSL_HTTP_REQUEST: {
    cause: 'A plain HTTP request came where TLS was expected.',
    remedy: 'Call it with https://, or take TLS away from the server.',
  },
  ERR_SSL_UNSUPPORTED_PROTOCOL: {
    cause: 'The other end offers only versions of TLS that this end does not take.',
    remedy: 'Let minVersion and maxVersion of both ends overlap.',
  },
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: {
    cause: 'The other end has refused: it takes none of the versions of TLS that this end offers.',
    remedy: 'Let minVersion and maxVersion of both ends overlap.',
  },
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: {
    cause: "The client has refused: it does not know who signed this server's certificate.",
    remedy: 'Have the client trust this certificate, or the one that signed it.',
  },
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: {
    cause: "The client has refused this server's certificate.",
    remedy: 'Have the client trust this certificate, or the one that signed it.',
  },
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: {
    cause: "The client has refused this server's certificate.",
    remedy: 'Have the client trust this certificate; check its names and its dates.',
  },
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: {
    cause: 'The other end found no version, cipher or curve that both ends have.',
    remedy: 'Let the versions and ciphers of both ends overlap.',
  },
  ERR_SSL_NO_SHARED_CIPHER: {
    cause: 'The two ends have no cipher in common.',
    remedy: 'Let the versions and ciphers of both ends overlap; check the kind of the server’s key.',
  },
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: {
    cause: 'The server knows none of the protocols that were offered (ALPN).',
    remedy: 'Offer one that the server has, or none.',
  },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: {
    cause: 'What came is no TLS record: the other end speaks something else.',
    remedy: 'Use TLS at both ends, or at neither; check the port.',
  },
} as const satisfies Record<string, Explanation>

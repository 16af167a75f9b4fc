/** Why TLS fails. */
export const tlsErrors = {
  LAB_NO_HANDSHAKE: {
    cause: '另一端在 TLS 握手期间关闭了连接：它不使用 TLS，或不接受对方出示的内容，例如不受信任的证书。',
    remedy: '请查看另一端：它的错误说明了原因。两端都要启用 TLS，并且服务器的证书要受信任。',
  },
  LAB_BAD_CERTIFICATE: {
    cause: '这不是 OpenSSL 能读取的证书。',
    remedy: '请提供 PEM 文本（“-----BEGIN CERTIFICATE-----”），或含有它的文件。',
  },
  'LAB_BAD_CERTIFICATE:key': {
    cause: '这不是 OpenSSL 能读取的私钥。',
    remedy: '请提供 PEM 文本（“-----BEGIN PRIVATE KEY-----”），或含有它的文件。',
  },
  'LAB_BAD_CERTIFICATE:encrypted': {
    cause: '私钥是加密的：没有口令就无法读取，而实验室不询问口令。',
    remedy: '请提供未加密的副本，可用 openssl 生成：openssl pkey -in key.pem -out plain.pem。',
  },
  'LAB_BAD_CERTIFICATE:mismatch': {
    cause: '这个私钥属于另一张证书。',
    remedy: '请提供生成这张证书时所用的私钥。',
  },
  'ECONNRESET:handshake': {
    cause: '对端在 TLS 握手期间以 RST 作答：它不使用 TLS，或拒绝了对方出示的内容。',
    remedy: '请查看另一端：它的错误说明了原因。两端都使用 TLS 或都不使用，并检查端口。',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    cause: '服务器出示的是自签名证书，而没有人声明它可以信任。',
    remedy:
      '请在客户端的 TLS 选项中信任该证书（ca；对本实验室的服务器，情景文件写作 {"of": "server"}），或者仅为观察而不检查（rejectUnauthorized: false）。',
  },
  SELF_SIGNED_CERT_IN_CHAIN: {
    cause: '证书链的末端是一个没有被声明为可信任的根证书。',
    remedy: '请把该根证书作为受信任的证书（ca）提供，或者仅为观察而不检查（rejectUnauthorized: false）。',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: {
    cause: '不知道是谁签发了服务器的证书：服务器和 ca 都没有提供签发者的证书。',
    remedy: '请把签发者的证书作为受信任的证书（ca）提供，或让服务器发送完整的证书链。',
  },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: {
    cause: '本机不认识服务器证书的签发者。',
    remedy: '请把签发者的证书作为受信任的证书（ca）提供。',
  },
  CERT_HAS_EXPIRED: {
    cause: '服务器的证书已过期。',
    remedy: '请给服务器换一张新证书，或检查本机的时钟。',
  },
  CERT_NOT_YET_VALID: {
    cause: '服务器的证书尚未生效。',
    remedy: '请检查两台机器的时钟。',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    cause: '证书是给其他名称的：所连接的主机不在其 subjectAltName 之中。',
    remedy: '请用证书所含的名称连接服务器，或用 servername 说明所指的名称。',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    cause: '收到的不是 TLS：另一端使用的是明文 TCP 或其他协议。',
    remedy: '请两端都使用 TLS 或都不使用，并检查端口。',
  },
  ERR_SSL_HTTP_REQUEST: {
    cause: '在应为 TLS 的地方收到了明文 HTTP 请求。',
    remedy: '请改用 https:// 访问，或关闭服务器的 TLS。',
  },
  ERR_SSL_UNSUPPORTED_PROTOCOL: {
    cause: '另一端只提供本端不接受的 TLS 版本。',
    remedy: '请让两端的 minVersion 与 maxVersion 有重叠。',
  },
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: {
    cause: '另一端拒绝了：本端提供的 TLS 版本它都不接受。',
    remedy: '请让两端的 minVersion 与 maxVersion 有重叠。',
  },
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: {
    cause: '客户端拒绝了：它不认识该服务器证书的签发者。',
    remedy: '请让客户端信任该证书或签发它的证书。',
  },
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: {
    cause: '客户端拒绝了该服务器的证书。',
    remedy: '请让客户端信任该证书或签发它的证书。',
  },
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: {
    cause: '客户端拒绝了该服务器的证书。',
    remedy: '请让客户端信任该证书，并检查其名称和有效期。',
  },
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: {
    cause: '另一端找不到两端共有的版本、密码套件或曲线。',
    remedy: '请让两端的版本和密码套件有重叠。',
  },
  ERR_SSL_NO_SHARED_CIPHER: {
    cause: '两端没有共同的密码套件。',
    remedy: '请让两端的版本和密码套件有重叠，并检查服务器密钥的类型。',
  },
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: {
    cause: '服务器不认识所提供的任何应用层协议（ALPN）。',
    remedy: '请提供服务器支持的协议，或不提供。',
  },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: {
    cause: '收到的不是 TLS 记录：另一端使用的是其他协议。',
    remedy: '请两端都使用 TLS 或都不使用，并检查端口。',
  },
}

import { fact } from './fact.js';

export const opensslWeakCertificate = fact({
  id: 'tls.weak-certificate',
  says: 'OpenSSL refuses a certificate that is too weak for its security level, 2 (RSA of 2048 bits) since OpenSSL 3.2. Node gives what is found while the certificate is verified the code UNSPECIFIED and this text of OpenSSL, and other errors of TLS a code that ends so.',
  value: {
    texts: ['EE certificate key too weak', 'CA certificate key too weak', 'CA signature digest algorithm too weak'],
    codes: ['EE_KEY_TOO_SMALL', 'CA_KEY_TOO_SMALL', 'CA_MD_TOO_WEAK', 'DH_KEY_TOO_SMALL'],
  },
  source: 'OpenSSL: crypto/x509/x509_txt.c, SSL_CTX_set_security_level(3); Node.js: TLS, X509 certificate error codes',
  standing: 'published',
  otherwise:
    'The failure is told as a certificate that is not trusted or as TLS that failed, with the words of OpenSSL.',
});

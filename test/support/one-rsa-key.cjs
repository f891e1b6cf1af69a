// Loaded before a program that a test starts: making an RSA key of 2048 bits takes a program that makes a sandbox a quarter
// of its time, and no test needs that key to be another one each time. Whatever else a key is made for is made as ever.
const crypto = require('node:crypto');
const { syncBuiltinESMExports } = require('node:module');

const { generateKeyPairSync, createPrivateKey, createPublicKey } = crypto;
const pem = process.env.SCALEOUT_TEST_RSA_KEY;
delete process.env.SCALEOUT_TEST_RSA_KEY;

crypto.generateKeyPairSync = (kind, options) => {
  if (kind !== 'rsa' || JSON.stringify(options) !== '{"modulusLength":2048}') return generateKeyPairSync(kind, options);
  const privateKey = createPrivateKey(pem);
  return { privateKey, publicKey: createPublicKey(privateKey) };
};
syncBuiltinESMExports();

declare module 'js-md4' {
  /** The part that never asks OpenSSL, whose default provider has no MD4 since version 3. */
  const md4: { readonly arrayBuffer: (message: Uint8Array) => ArrayBuffer };
  export = md4;
}

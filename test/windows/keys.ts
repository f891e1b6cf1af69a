import { randomBytes, verify, X509Certificate } from 'node:crypto';
import { windowsScript } from './machine.js';

/**
 * Whether the private key that a certificate of a store leads to is its own: it signs there, and is checked here. Undefined:
 * the machine has not stored it.
 */
export async function keyWorks(store: 'My' | 'Root', thumbprint: string): Promise<boolean | undefined> {
  // By SHA-1: the provider into which a PFX is imported need not know another one.
  const data = randomBytes(32);
  const printed = await windowsScript(`
    $store = [Security.Cryptography.X509Certificates.X509Store]::new('${store}', 'LocalMachine')
    $store.Open('ReadOnly')
    $found = @($store.Certificates | Where-Object { $_.Thumbprint -eq '${thumbprint}' })[0]
    try { $key = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($found) } catch { $key = $null }
    if ($null -eq $key) { [Console]::Out.WriteLine('no key'); return }
    $signed = $key.SignData([Convert]::FromBase64String('${data.toString('base64')}'), 'SHA1', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    [Console]::Out.WriteLine([Convert]::ToBase64String($found.RawData) + ' ' + [Convert]::ToBase64String($signed))`);
  if (printed.startsWith('no key')) return undefined;
  const [certificate, signature] = printed.split(' ').map((text) => Buffer.from(text, 'base64'));
  if (certificate === undefined || signature === undefined) throw new Error(printed);
  return verify('sha1', data, new X509Certificate(certificate).publicKey, signature);
}

/** What of keys and certificates the machine holds: the containers of the machine and of the user, key files, and both stores. */
export async function keptThere(): Promise<readonly string[]> {
  const printed = await windowsScript(`
    foreach ($hive in 'LocalMachine', 'CurrentUser') {
      $keys = [Microsoft.Win32.Registry]::$hive.OpenSubKey('SOFTWARE\\Wine\\Crypto\\RSA')
      if ($null -ne $keys) { foreach ($name in $keys.GetSubKeyNames()) { if ($keys.OpenSubKey($name).ValueCount -gt 0) { "$hive $name" } } }
    }
    $folder = "$env:ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys"
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::GetFiles($folder) }
    foreach ($name in 'My', 'Root') {
      $store = [Security.Cryptography.X509Certificates.X509Store]::new($name, 'LocalMachine')
      $store.Open('ReadOnly')
      $store.Certificates | ForEach-Object { "$name $($_.Thumbprint) $($_.HasPrivateKey)" }
    }`);
  return printed.split('\n').sort();
}

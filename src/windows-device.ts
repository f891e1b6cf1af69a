const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.[^\\/]*|:)? *$/i;

/**
 * The device that Windows means by the name of a file, with any extension and in every folder (learn.microsoft.com, Naming
 * Files, Paths, and Namespaces); undefined where it means a file. Other systems know no such names.
 */
export function windowsDeviceName(name: string): string | undefined {
  return reserved.exec(name)?.[1];
}

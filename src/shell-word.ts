/**
 * A word of a command line that is shown to a person, quoted where their shell needs it. On Windows with double quotes,
 * which cmd.exe and PowerShell both understand, and a path's backslashes as they are; elsewhere with single quotes, in
 * which nothing has a meaning.
 */
export function shellWord(word: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  // Without the comma: PowerShell takes one,two for a list, and makes two words of it.
  if (/^[\w@+=:./\\-]+$/.test(word)) return word;
  // A program of Windows takes backslashes before a quotation mark for pairs (CommandLineToArgvW). PowerShell 7 pairs those
  // at the end by itself: no form suits all; a resolved path has none there.
  return `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

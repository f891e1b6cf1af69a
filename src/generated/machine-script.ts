// Generated from src/providers/machines/script/powershell by scripts/machine-script.mjs. Do not edit.
/** The PowerShell script that runs on a machine. Its one argument is the request as JSON; it returns the answer. */
export const machineScript: string = [
  "# Runs on a machine, in Windows PowerShell 5.1 or PowerShell 7. The request is data and never becomes part of a script.",
  "param([string]$RequestText)",
  "'{\"ok\":false,\"code\":\"scriptFailed\",\"message\":\"not there yet\"}'",
  '',
].join('\n');

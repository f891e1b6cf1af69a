# Ends an operation with one of the codes that the tool knows.
function Stop-With([string]$Code, [string]$Message) {
    $failure = [InvalidOperationException]::new($Message)
    $failure.Data['ssis-scaleout'] = $Code
    throw $failure
}

# Runs a block; what goes wrong in it gets a code and a beginning, unless it has a code of its own.
function Invoke-OrStop([string]$Code, [string]$What, [scriptblock]$Action) {
    try { & $Action } catch {
        if ($null -ne (Get-FailureCode $_)) { throw }
        Stop-With $Code "$What $(Get-InnerMessage $_)"
    }
}

# The code that an error has: of Stop-With, or accessDenied; nothing where nobody foresaw it.
function Get-FailureCode($Record) {
    for ($each = $Record.Exception; $null -ne $each; $each = $each.InnerException) {
        if ($null -ne $each.Data -and $each.Data.Contains('ssis-scaleout')) { return [string]$each.Data['ssis-scaleout'] }
        if ($each -is [UnauthorizedAccessException] -or $each -is [System.Security.SecurityException]) { return 'accessDenied' }
        # 0x80070005, and error 5 of Windows: both are access denied in any language.
        if ($each.HResult -eq -2147024891) { return 'accessDenied' }
        if ($each -is [System.ComponentModel.Win32Exception] -and $each.NativeErrorCode -eq 5) { return 'accessDenied' }
    }
    if ([string]$Record.CategoryInfo.Category -eq 'PermissionDenied') { return 'accessDenied' }
}

# What the innermost error says: the outer ones only say that a method failed.
function Get-InnerMessage($Record) {
    $each = $Record.Exception
    while ($null -ne $each.InnerException) { $each = $each.InnerException }
    return [string]$each.Message
}

function Get-Failure($Record) {
    $code = Get-FailureCode $Record
    $message = Get-InnerMessage $Record
    if ($null -eq $code) {
        $code = 'scriptFailed'
        $message = "$message (script line $($Record.InvocationInfo.ScriptLineNumber): $(([string]$Record.InvocationInfo.Line).Trim()))"
    }
    return [ordered]@{ ok = $false; code = $code; message = $message }
}

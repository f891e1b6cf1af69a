# How one file takes the place of another while other programs may hold either open.

# Runs a block that opens a file. Virus scanners, editors and backups hold files open for a moment: five more tries within
# about a second.
function Invoke-WhenFree([string]$Path, [string]$Done, [scriptblock]$Action) {
    for ($left = 5; $true; $left--) {
        try { return & $Action } catch {
            if (-not (Test-HeldOpen $_)) { throw }
            if ($left -eq 0) { Stop-With 'configInUse' "Another program holds $Path open, and it cannot be $Done ($(Get-InnerMessage $_))" }
        }
        Wait-WindowsFile
    }
}

# Whether Windows refused because of another handle: sharing (32) and lock (33) violations, and what ReplaceFile says where
# it could not rename one of its files (1175 to 1177).
function Test-HeldOpen($Record) {
    for ($each = $Record.Exception; $null -ne $each; $each = $each.InnerException) {
        # 0x80070000 and the error of Windows.
        if (@(32, 33, 1175, 1176, 1177) -contains ($each.HResult + 2147024896)) { return $true }
    }
    return $false
}

# Puts a file in the place of the config, and the config under the name of the backup, where there is one to be kept.
function Switch-ConfigFile([string]$Temporary, [string]$Path, [string]$Backup) {
    try {
        Invoke-WhenFree $Path 'replaced' {
            try { Move-WindowsFileOver $Temporary $Path $Backup } finally {
                # ReplaceFile ends with error 1177 after it has renamed the config and before it has put the new file there:
                # the service would find none.
                if ($Backup -ne '' -and -not [IO.File]::Exists($Path) -and [IO.File]::Exists($Backup)) { [IO.File]::Move($Backup, $Path) }
            }
        }
    } catch [UnauthorizedAccessException] {
        Assert-NotReadOnly $Path
        # The message of Windows does not name the file.
        Stop-With 'accessDenied' "$Path cannot be replaced: $(Get-InnerMessage $_)"
    }
}

# Somebody may have set the attribute on purpose: it is told of and never taken away.
function Assert-NotReadOnly([string]$Path) {
    if (([int][IO.File]::GetAttributes($Path) -band [int][IO.FileAttributes]::ReadOnly) -ne 0) {
        Stop-With 'configReadOnly' "$Path has the read-only attribute: it was not replaced."
    }
}

# What could not be removed lies beside the config and harms nobody: it must not hide how the replacement ended.
function Remove-TemporaryFile([string]$Path) {
    try { Invoke-WhenFree $Path 'removed' { [IO.File]::Delete($Path) } } catch { Write-Verbose (Get-InnerMessage $_) }
}

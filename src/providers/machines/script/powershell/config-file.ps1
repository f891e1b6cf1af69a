function Invoke-ReadConfig($Request) {
    $bytes = Read-ConfigBytes $Request['path']
    $result = New-Result $false
    $result.path = [string]$Request['path']
    $result.content = [Convert]::ToBase64String($bytes)
    return $result
}

function Invoke-WriteConfig($Request) {
    $content = [Convert]::FromBase64String($Request['content'])
    return New-Result (Set-ConfigBytes $Request['path'] $content $Request['expectedSha256'])
}

function Read-ConfigBytes([string]$Path) {
    # Not File.Exists: it takes a file that may not be looked at for none.
    if ([IO.Directory]::Exists($Path)) { Stop-With 'configMissing' "$Path is a folder." }
    try { $bytes = Invoke-WhenFree $Path 'read' { , (Read-WindowsFile $Path) } } catch [IO.FileNotFoundException], [IO.DirectoryNotFoundException] {
        Stop-With 'configMissing' "There is no file $Path."
    } catch {
        if ($null -ne (Get-FailureCode $_)) { throw }
        Stop-With 'configMissing' "$Path cannot be read: $(Get-InnerMessage $_)"
    }
    return , $bytes
}

function Get-Sha256([byte[]]$Bytes) {
    $sha = [System.Security.Cryptography.SHA256]::Create()
    try { return [BitConverter]::ToString($sha.ComputeHash($Bytes)).Replace('-', '').ToLowerInvariant() } finally { $sha.Dispose() }
}

# Whether the bytes had to be written: a backup beside the file, then in one step, so that nobody ever sees half a file.
function Set-ConfigBytes([string]$Path, [byte[]]$Content, [string]$Expected) {
    $wanted = Get-Sha256 $Content
    $present = Get-Sha256 (Read-ConfigBytes $Path)
    if ($present -eq $wanted) { return $false }
    if ($present -ne $Expected) { Stop-With 'moved' "$Path is not the file that was to be replaced: somebody changed it." }
    $stamp = [DateTime]::UtcNow.ToString('yyyyMMddTHHmmssfff', [Globalization.CultureInfo]::InvariantCulture)
    $backup = "$Path.$stamp.bak"
    $temporary = "$Path.$stamp.tmp"
    Assert-NotReadOnly $Path
    try {
        Invoke-OrStop 'configNotWritten' "$Path cannot be replaced:" {
            Write-WholeFile $temporary $Content
            Switch-ConfigFile $temporary $Path $backup
        }
    } finally { Remove-TemporaryFile $temporary }
    # Between the look and the replacement somebody may have written: their bytes go back.
    if ((Get-Sha256 (Read-ConfigBytes $backup)) -ne $Expected) {
        Invoke-OrStop 'configNotWritten' "$Path was changed by somebody at the same moment, and their file, $backup, cannot be put back:" {
            Switch-ConfigFile $backup $Path ''
        }
        Stop-With 'moved' "$Path was changed by somebody at the same moment: their file was kept."
    }
    if ((Get-Sha256 (Read-ConfigBytes $Path)) -ne $wanted) { Stop-With 'writeWithoutEffect' "$Path does not hold what was written to it." }
    return $true
}

function Write-WholeFile([string]$Path, [byte[]]$Content) {
    $stream = [IO.FileStream]::new($Path, 'CreateNew', 'Write', 'None')
    try {
        $stream.Write($Content, 0, $Content.Length)
        $stream.Flush($true)
    } finally { $stream.Dispose() }
}

# Whether a running service goes by what its config says now. 'unread': we have written since it started, and more than the
# worker's own id is another. 'written': somebody else has written since, which may have been the worker itself.
function Get-ConfigReading($Service, [string]$Path) {
    if ($Service.state -ne 'running' -or -not [IO.File]::Exists($Path)) { return 'read' }
    try { $started = Get-WindowsServiceStart $Service.name } catch { return 'read' }
    if ($null -eq $started) { return 'read' }
    try {
        $backup = Find-BackupSince $Path $started
        if ($null -ne $backup) {
            return $(if (Test-SameButForId (Read-ConfigBytes $backup) (Read-ConfigBytes $Path)) { 'read' } else { 'unread' })
        }
    } catch { Write-Verbose (Get-InnerMessage $_) }
    # A service may write into it as it starts.
    return $(if ($started -lt [IO.File]::GetLastWriteTimeUtc($Path).AddSeconds(-10)) { 'written' } else { 'read' })
}

# The file as it was before the first of our writes since then: our backups have the time in their names.
function Find-BackupSince([string]$Path, [DateTime]$Since) {
    $name = [IO.Path]::GetFileName($Path)
    $invariant = [Globalization.CultureInfo]::InvariantCulture
    $styles = [Globalization.DateTimeStyles]'AssumeUniversal, AdjustToUniversal'
    foreach ($file in @([IO.Directory]::GetFiles([IO.Path]::GetDirectoryName($Path), "$name.*.bak") | Sort-Object)) {
        $stamp = [IO.Path]::GetFileName($file).Substring($name.Length).Trim('.') -replace '\.bak$', ''
        $time = [DateTime]::MinValue
        $isOurs = [DateTime]::TryParseExact($stamp, "yyyyMMdd'T'HHmmssfff", $invariant, $styles, [ref]$time)
        if ($isOurs -and $time -gt $Since) { return $file }
    }
}

function Test-SameButForId([byte[]]$One, [byte[]]$Other) {
    $before = Get-SettingLiterals (Read-Config $One)
    $after = Get-SettingLiterals (Read-Config $Other)
    if ($before.Count -ne $after.Count) { return $false }
    foreach ($key in $before.Keys) { if (-not $after.ContainsKey($key) -or $after[$key] -cne $before[$key]) { return $false } }
    return $true
}

# What stands behind each key but the worker's id, as it is written.
function Get-SettingLiterals($Config) {
    $literals = [System.Collections.Generic.Dictionary[string, string]]::new([StringComparer]::OrdinalIgnoreCase)
    foreach ($member in $Config.Members) { $literals[$member.Key] = $Config.Text.Substring($member.Start, $member.End - $member.Start) }
    $null = $literals.Remove((Get-Fact 'config.agent-id'))
    return $literals
}

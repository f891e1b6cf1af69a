# How full the folders are that the services fill: of each service its logs, of a worker also the folder of packages that run and
# that of log messages which wait for SSISDB.
function Get-ExaminedFolders($Services) {
    $budget = [Diagnostics.Stopwatch]::StartNew()
    $others = @(Get-Fact 'log.others')
    foreach ($service in $Services) {
        $logs = @(try { Get-LogFolders $service } catch { Write-Verbose (Get-InnerMessage $_) })
        foreach ($each in @(Get-LikelyFolders $logs)) { Get-FolderSize $service.role 'logs' $each $others $budget }
        if ($service.role -ne 'worker') { continue }
        $keys = @(Get-Fact 'config.folders')
        for ($i = 0; $i -lt 2; $i++) {
            $named = Get-ConfigText $service $keys[$i]
            $folders = $(if ($named -ne '') { @($named) } else { @($logs | ForEach-Object { Join-WindowsPath $_ $others[$i] }) })
            foreach ($each in @(Get-LikelyFolders $folders)) { Get-FolderSize $service.role $(if ($i -eq 0) { 'tasks' } else { 'logCache' }) $each @() $budget }
        }
    }
}

# Those that are there; where none is, the first of them.
function Get-LikelyFolders($Folders) {
    $there = @($Folders | Where-Object { [IO.Directory]::Exists($_) })
    if ($there.Count -gt 0) { return $there }
    return @($Folders | Select-Object -First 1)
}

# At most 10,000 files and 2,000 folders are looked at, and all folders of a machine for eight seconds at most.
function Get-FolderSize([string]$Role, [string]$Use, [string]$Path, $Others, $Budget) {
    $part = [ordered]@{ role = $Role; use = $Use; path = $Path; exists = [IO.Directory]::Exists($Path); files = 0; bytes = [long]0; isMore = $false; oldest = $null; newest = $null }
    $oldest = [DateTime]::MaxValue
    $newest = [DateTime]::MinValue
    $waiting = [System.Collections.Generic.Queue[object]]::new()
    if ($part.exists) { $waiting.Enqueue([IO.DirectoryInfo]::new($Path)) }
    for ($seen = 0; $waiting.Count -gt 0 -and -not $part.isMore; $seen++) {
        if ($seen -ge 2000) { $part.isMore = $true; break }
        try {
            foreach ($entry in $waiting.Dequeue().EnumerateFileSystemInfos()) {
                if ($part.files -ge 10000 -or $Budget.ElapsedMilliseconds -gt 8000) { $part.isMore = $true; break }
                if ($entry -is [IO.FileInfo]) {
                    $part.files++
                    $part.bytes += $entry.Length
                    if ($entry.LastWriteTimeUtc -lt $oldest) { $oldest = $entry.LastWriteTimeUtc }
                    if ($entry.LastWriteTimeUtc -gt $newest) { $newest = $entry.LastWriteTimeUtc }
                } elseif (([int]$entry.Attributes -band [int][IO.FileAttributes]::ReparsePoint) -eq 0 -and $Others -notcontains $entry.Name) { $waiting.Enqueue($entry) }
            }
        } catch {
            # Of a folder that cannot be read nobody knows how much is in it.
            $part.isMore = $true
        }
    }
    if ($part.files -gt 0) { $part.oldest = Get-InstantText $oldest; $part.newest = Get-InstantText $newest }
    return $part
}

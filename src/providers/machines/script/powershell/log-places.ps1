# Where the logs of a service are looked for. Which folder a version writes to is not known of all: each likely one counts.

# The newest first; three of them, for a log that has only just begun says nothing yet. They are searched for once.
function Get-LogFiles($Service) {
    if ($null -eq $Service['logFiles']) { $Service['logFiles'] = @(Find-LogFiles (Get-LogFolders $Service) | Select-Object -First 3) }
    return $Service['logFiles']
}

# What the answer says of them: the folders that were looked in, and the newest log of all.
function Get-LogPlaces($Service) {
    $place = [ordered]@{ role = $Service.role; folders = @(); newest = $null }
    try {
        $place.folders = @(Get-LogFolders $Service)
        $newest = @(Get-LogFiles $Service)[0]
        if ($null -ne $newest) { $place.newest = $newest.FullName }
    } catch { Write-Verbose (Get-InnerMessage $_) }
    return $place
}

# <profile>\AppData\Local\SSIS\{ScaleOut,Cluster}\{.,<digits>}\{Master,Agent}, whether or not they are there.
function Get-LogFolders($Service) {
    # In quotes: a cast leaves what a function did not return at all as it is, and that equals nothing.
    $profilePath = "$(Get-WindowsProfile $Service.accountSid)"
    if ($profilePath -eq '') { return }
    $role = (Get-Fact 'log.roles')[$(if ($Service.role -eq 'master') { 0 } else { 1 })]
    $base = Join-WindowsFolders $profilePath (Get-Fact 'log.base')
    foreach ($family in Get-Fact 'log.families') {
        $folder = Join-WindowsPath $base $family
        Join-WindowsPath $folder $role
        try { $versions = @([IO.Directory]::GetDirectories($folder)) } catch { continue }
        $digits = @($versions | ForEach-Object { [IO.Path]::GetFileName($_) } | Where-Object { $_ -match '^[0-9]{1,4}$' })
        foreach ($each in @($digits | Sort-Object | Select-Object -First 20)) { Join-WindowsPath (Join-WindowsPath $folder $each) $role }
    }
}

# The newest first, without what packages wrote. The search is bounded: three folders deep, 200 folders, 5,000 files and five seconds.
function Find-LogFiles($Folders) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $others = @(Get-Fact 'log.others')
    $files = [System.Collections.Generic.List[object]]::new()
    $waiting = [System.Collections.Generic.Queue[object]]::new()
    foreach ($folder in @($Folders)) { $waiting.Enqueue(@{ Folder = [IO.DirectoryInfo]::new($folder); Depth = 0 }) }
    for ($seen = 0; $waiting.Count -gt 0 -and $seen -lt 200; $seen++) {
        $next = $waiting.Dequeue()
        try {
            if (-not $next.Folder.Exists) { continue }
            foreach ($entry in $next.Folder.EnumerateFileSystemInfos()) {
                if ($files.Count -ge 5000 -or $watch.ElapsedMilliseconds -gt 5000) { break }
                if ($entry -is [IO.FileInfo]) { $files.Add($entry); continue }
                # A junction may lead back to where it stands.
                $isLink = ([int]$entry.Attributes -band [int][IO.FileAttributes]::ReparsePoint) -ne 0
                if (-not $isLink -and $next.Depth -lt 3 -and $others -notcontains $entry.Name) {
                    $waiting.Enqueue(@{ Folder = $entry; Depth = $next.Depth + 1 })
                }
            }
        } catch { Write-Verbose (Get-InnerMessage $_) }
    }
    return @($files | Sort-Object -Property LastWriteTimeUtc -Descending)
}

function Join-WindowsFolders([string]$Folder, [string]$Tail) {
    foreach ($each in $Tail.Split('\')) { $Folder = Join-WindowsPath $Folder $each }
    return $Folder
}

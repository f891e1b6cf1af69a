# What the logs of the services show of trouble: the latest line of each kind, the newest first, by the texts of the troubleshooting article, and by
# the types of exceptions where .NET speaks another language.
function Get-LogTrouble($Services) {
    $texts = Get-LogSigns 'log.texts' '{0}'
    $types = Get-LogSigns 'log.exceptions' '\b{0}\b'
    foreach ($service in $Services) {
        try { $latest = Find-LatestLines $service $texts $types } catch { Write-Verbose (Get-InnerMessage $_); continue }
        foreach ($kind in @($latest.Keys)) {
            $found = [ordered]@{ role = $service.role; kind = $kind; file = $latest[$kind].file; line = $latest[$kind].line }
            $found.notAfter = Get-InstantText $latest[$kind].written
            if ($null -ne $latest[$kind].at) { $found.at = Get-InstantText $latest[$kind].at }
            $found
        }
    }
}

# The kinds of a fact in their order, each with its pattern.
function Get-LogSigns([string]$Fact, [string]$Form) {
    $signs = [ordered]@{}
    foreach ($each in @(Get-Fact $Fact)) {
        $kind, $pattern = $each -split ': ', 2
        $signs[$kind] = $Form -f $pattern
    }
    return $signs
}

# The latest line of each kind, in the newest logs of a service; in the order in which they are met from the end on.
function Find-LatestLines($Service, $Texts, $Types) {
    $any = @(@($Texts.Values) + @($Types.Values)) -join '|'
    $latest = [ordered]@{}
    foreach ($file in @(Get-LogFiles $Service)) {
        try {
            $lines = (Read-LogEnd $file.FullName) -split '\r?\n'
            # Only now: the folder has the time of the last write late, where the service keeps the file open.
            $written = [IO.File]::GetLastWriteTimeUtc($file.FullName)
        } catch { continue }
        for ($at = $lines.Count - 1; $at -ge 0; $at--) {
            # Nearly every line is none: no function is called for those.
            if ($lines[$at] -notmatch $any) { continue }
            foreach ($kind in @(Get-LineKinds $lines[$at] $Texts $Types)) {
                if ($latest.Contains($kind)) { continue }
                $latest[$kind] = @{ file = $file.FullName; line = Get-ShortLine $lines[$at]; written = $written; at = Get-LogLineTime $lines $at $written }
            }
        }
    }
    return $latest
}

# What a line tells of. Its text says more than the type of its exception, which counts where no text is known.
function Get-LineKinds([string]$Line, $Texts, $Types) {
    $kinds = @($Texts.Keys | Where-Object { $Line -match $Texts[$_] })
    if ($kinds.Count -gt 0) { return $kinds }
    return @($Types.Keys | Where-Object { $Line -match $Types[$_] })
}

# The last 256 KiB. The service writes into it meanwhile.
function Read-LogEnd([string]$Path) {
    $stream = [IO.FileStream]::new($Path, 'Open', 'Read', 'ReadWrite, Delete')
    try {
        $mark = [byte[]]::new(2)
        $null = $stream.Read($mark, 0, 2)
        $encoding = if ($mark[0] -eq 0xFF -and $mark[1] -eq 0xFE) { [Text.Encoding]::Unicode } else { [Text.Encoding]::UTF8 }
        # An even place: a character of UTF-16 is not cut.
        $null = $stream.Seek([Math]::Max(0, ($stream.Length - 262144) -band -2), 'Begin')
        return [IO.StreamReader]::new($stream, $encoding).ReadToEnd()
    } finally { $stream.Dispose() }
}

# At most 500 characters, and no half of a pair at the end.
function Get-ShortLine([string]$Line) {
    $text = $Line.Trim()
    if ($text.Length -le 500) { return $text }
    return $text.Substring(0, $(if ([char]::IsHighSurrogate($text[499])) { 499 } else { 500 }))
}

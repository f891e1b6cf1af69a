# What the troubleshooting article tells to look for, in the logs of the services.
function Get-LogTrouble($Services) {
    $signs = [ordered]@{
        noEndpoint    = 'no endpoint listening'
        trust         = 'could not establish trust relationship'
        secureChannel = 'could not establish secure channel'
        anonymous     = "(403|forbidden).*anonymous|anonymous.*(403|forbidden)"
        httpRequest   = 'error occurred while making the http request'
    }
    foreach ($service in $Services) {
        foreach ($kind in $signs.Keys) {
            try {
                $found = Find-LatestLine $service $signs[$kind]
                if ($null -ne $found) { [ordered]@{ role = $service.role; kind = $kind; file = $found.file; line = $found.line } }
            } catch { Write-Verbose (Get-InnerMessage $_) }
        }
    }
}

# The latest line that matches, in the newest logs of a service.
function Find-LatestLine($Service, [string]$Pattern) {
    foreach ($file in @(Get-LogFiles $Service)) {
        try { $text = Read-LogEnd $file.FullName } catch { continue }
        if ($text -notmatch $Pattern) { continue }
        $lines = $text -split '\r?\n'
        for ($at = $lines.Count - 1; $at -ge 0; $at--) {
            if ($lines[$at] -match $Pattern) { return @{ file = $file.FullName; line = Get-ShortLine $lines[$at] } }
        }
    }
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

# When a line of a log was written, in UTC: by the time in it, or in the nearest line above that has one, for what follows such a
# line belongs to it. Nothing where there is none that can be read in one way alone. $Written: when its file was last written.
function Get-LogLineTime($Lines, [int]$At, [DateTime]$Written) {
    for ($line = $At; $line -ge 0 -and $line -gt $At - 200; $line--) {
        $text = [string]$Lines[$line]
        $head = $text.Substring(0, [Math]::Min(80, $text.Length))
        if ($head -notmatch '\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[T ,]+\d{1,2}:\d\d') { continue }
        return Get-TimeIn $head $Written
    }
}

# The forms are those of the fact log.line-times. A time without a zone is the machine's local one.
function Get-TimeIn([string]$Head, [DateTime]$Written) {
    $clock = '[T ,]+(?<h>\d{1,2}):(?<n>\d\d)(?::(?<s>\d\d)(?:[.,](?<f>\d{1,7}))?)?\s*(?<p>[AaPp]\.?[Mm]\.?)?\s*(?<z>Z\b|UTC\b|[+-]\d\d:?\d\d)?'
    if ($Head -match "(?<![\d.])(?<y>\d{4})[-./](?<m>\d{1,2})[-./](?<d>\d{1,2})$clock") { return Get-InstantOf $Matches $Matches['m'] $Matches['d'] }
    if ($Head -match "(?<![\d.])(?<a>\d{1,2})(?<sep>[-./])(?<b>\d{1,2})[-./](?<y>\d{4})$clock") {
        $parts = $Matches
        # The point is written by those who put the day first.
        $found = @(Get-InstantOf $parts $parts['b'] $parts['a'])
        if ($parts['sep'] -ne '.') { $found += @(Get-InstantOf $parts $parts['a'] $parts['b']) }
        # No line is younger than its file: a minute is left for what is written late.
        $possible = @($found | Where-Object { $_ -le $Written.AddMinutes(1) } | Select-Object -Unique)
        if ($possible.Count -eq 1) { return $possible[0] }
    }
}

# Nothing for what is no time.
function Get-InstantOf($Parts, [string]$Month, [string]$Day) {
    $hour = [int]$Parts['h']
    $half = [string]$Parts['p']
    if ($half -ne '') { $hour = $hour % 12 + $(if ($half -like 'p*') { 12 } else { 0 }) }
    $zone = [string]$Parts['z']
    $kind = [DateTimeKind]$(if ($zone -eq '') { 'Local' } else { 'Utc' })
    try { $time = [DateTime]::new([int]$Parts['y'], [int]$Month, [int]$Day, $hour, [int]$Parts['n'], [int][string]$Parts['s'], $kind) } catch { return }
    $time = $time.AddTicks([long]([string]$Parts['f']).PadRight(7, '0'))
    if ($zone -match '^([+-])(\d\d):?(\d\d)$') {
        $shift = [TimeSpan]::FromMinutes([int]$Matches[2] * 60 + [int]$Matches[3])
        $time = $(if ($Matches[1] -eq '+') { $time - $shift } else { $time + $shift })
    }
    return $time.ToUniversalTime()
}

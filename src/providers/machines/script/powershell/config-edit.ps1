# The bytes of a config with some keys of its top level set; every other byte stays. The same rules as the tool's own
# editor, held to them by the same test cases. The same bytes where everything is as wanted.
function Edit-Config([byte[]]$Bytes, $Changes) {
    $config = Read-Config $Bytes
    $text = $config.Text
    $missing = [System.Collections.Generic.List[string]]::new()
    $splices = [System.Collections.Generic.List[object]]::new()
    # Without case, as they are found: of two, the last counts.
    $asked = [System.Collections.Specialized.OrderedDictionary]::new([StringComparer]::OrdinalIgnoreCase)
    foreach ($change in $Changes.GetEnumerator()) { $asked[[string]$change.Key] = $change.Value }
    foreach ($change in $asked.GetEnumerator()) {
        $key = [string]$change.Key
        $wanted = $change.Value
        $member = Find-Member $config.Members $key
        if ($null -eq $member) {
            $missing.Add((Get-ConfigLiteral $key $config.Form) + (Get-ConfigColon $config) + (Get-ConfigLiteral $wanted $config.Form))
        } elseif (-not (Test-SameValue $key $member.Value $wanted)) {
            $literal = Get-ConfigLiteral (Get-ValueOfKind $member.Value $wanted) $config.Form
            $splices.Add(@{ Start = $member.Start; End = $member.End; Text = $literal })
        }
    }
    if ($missing.Count -gt 0) { $splices.Add((Get-Insertion $config $missing)) }
    # From the end, so that the places before it stay right.
    foreach ($splice in @($splices | Sort-Object -Property { $_.Start } -Descending)) {
        $text = $text.Substring(0, $splice.Start) + $splice.Text + $text.Substring($splice.End)
    }
    $edited = ConvertTo-ConfigBytes $config.Form $text $Bytes
    return , $edited
}

# Without case, and of two the last: that is how .NET reads them.
function Find-Member($Members, [string]$Key) {
    return @($Members | Where-Object { [string]::Equals($_.Key, $Key, [StringComparison]::OrdinalIgnoreCase) })[-1]
}

# The keys by which a file has a setting: two keys have two spellings, and a service reads one of them. Both where it has
# both, none where it has neither: which one to add cannot be told, but by a person who has spelled it as it shall be.
function Get-KeysIn($Members, [string]$Key, $AsWritten) {
    foreach ($fact in 'config.heartbeat-tolerance', 'config.lease-interval') {
        $spellings = @(Get-Fact $fact)
        if ($spellings -notcontains $Key -or @($AsWritten) -ccontains $Key) { continue }
        return @($spellings | Where-Object { $null -ne (Find-Member $Members $_) })
    }
    return $Key
}

# Whether two values of a key are one to the services: thumbprints in either case, addresses of the master as addresses.
function Test-SameValue([string]$Key, $Present, $Wanted) {
    if (Test-SameSetting $Present $Wanted) { return $true }
    if ($Present -isnot [string] -or $Wanted -isnot [string]) { return $false }
    if ((Get-Fact 'config.thumbprint-keys') -contains $Key) {
        return $Present -cmatch '\A[0-9a-fA-F]{40}\z' -and [string]::Equals($Present, $Wanted, [StringComparison]::OrdinalIgnoreCase)
    }
    if ((Get-Fact 'config.endpoint') -ne $Key) { return $false }
    $address = Get-AddressOf $Present
    return $null -ne $address -and $address -ceq (Get-AddressOf $Wanted)
}

# Scheme, host and port of an address that has nothing else but a slash behind them.
function Get-AddressOf([string]$Text) {
    $pattern = '\A([hH][tT][tT][pP][sS]?)://([a-zA-Z0-9._-]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{1,5}))?/?\z'
    $match = [regex]::Match($Text, $pattern)
    if (-not $match.Success) { return }
    $scheme = $match.Groups[1].Value.ToLowerInvariant()
    $port = if ($match.Groups[3].Success) { [int]$match.Groups[3].Value } elseif ($scheme -eq 'https') { 443 } else { 80 }
    return "${scheme}://$($match.Groups[2].Value.ToLowerInvariant()):$port"
}

# Whether the product reads two values as one: "8" and 8, "True" and true, 1.0 and 1.
function Test-SameSetting($Present, $Wanted) {
    if ($null -eq $Present -or $Present -is [array] -or $Present -is [System.Collections.IDictionary]) { return $false }
    $one = Get-SettingText $Present
    $other = Get-SettingText $Wanted
    if ($one -ceq $other) { return $true }
    $truth = '\A(true|false)\z'
    if ($one -match $truth -and $other -match $truth) { return $one -eq $other }
    $number = '\A[+-]?[0-9]+(\.[0-9]+)?\z'
    if ($one -notmatch $number -or $other -notmatch $number) { return $false }
    $invariant = [Globalization.CultureInfo]::InvariantCulture
    return [double]::Parse($one, $invariant) -eq [double]::Parse($other, $invariant)
}

function Get-SettingText($Value) {
    if ($Value -is [string]) { return $Value }
    return ConvertTo-WireJson $Value
}

# The wanted value in the kind of the present one, where it has such a form.
function Get-ValueOfKind($Present, $Wanted) {
    $text = Get-SettingText $Wanted
    if ($Present -is [string]) { return $text }
    if ($Present -is [bool]) {
        if ($text -match '\A(true|false)\z') { return $text -eq 'true' }
    } elseif ($Present -is [ValueType] -and $text -match '\A-?(0|[1-9][0-9]*)(\.[0-9]+)?\z') {
        # Digits beyond what JavaScript's numbers hold would come out as others.
        $number = [double](Read-JsonNumber $text)
        if ([Math]::Abs($number) -le 9007199254740991) { return $(if ($number % 1 -eq 0) { [long]$number } else { $number }) }
    }
    return $Wanted
}

# What stands between a key and its value in this file.
function Get-ConfigColon($Config) {
    if ($Config.Members.Count -eq 0) { return ': ' }
    $last = $Config.Members[-1]
    $between = $Config.Text.Substring($last.KeyEnd, $last.Start - $last.KeyEnd)
    if ($between -match '^\s*:\s*$') { return $between }
    return ': '
}

# Behind the last member, on lines of their own where it has one.
function Get-Insertion($Config, $Added) {
    if ($Config.Members.Count -eq 0) { return @{ Start = $Config.Begin; End = $Config.Begin; Text = $Added -join ', ' } }
    $last = $Config.Members[-1]
    $line = [regex]::Match($Config.Text.Substring($Config.Begin, $last.KeyStart - $Config.Begin), '(?:\r\n|\n|\r)[ \t]*\z')
    $comma = if ($line.Success) { ',' + $line.Value } else { ', ' }
    return @{ Start = $last.End; End = $last.End; Text = -join @($Added | ForEach-Object { $comma + $_ }) }
}

# A value as JSON; characters beyond ASCII as they are where the file's encoding has them all.
function Get-ConfigLiteral($Value, $Form) {
    if ($Value -isnot [string]) { return ConvertTo-WireJson $Value }
    # Halves of pairs cannot be written as they are. In an ANSI code page only ASCII is sure.
    $unsafe = if ($Form.Unicode) { '["\\\x00-\x1f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]' } else { '[^ !#-\[\]-~]' }
    return '"' + [regex]::Replace($Value, $unsafe, [Text.RegularExpressions.MatchEvaluator] {
            switch -CaseSensitive ($args[0].Value) {
                '"' { return '\"' }
                '\' { return '\\' }
                "`n" { return '\n' }
                "`r" { return '\r' }
                "`t" { return '\t' }
                "`b" { return '\b' }
                "`f" { return '\f' }
            }
            return '\u{0:x4}' -f [int][char]$args[0].Value
        }) + '"'
}

# A reader of our own: ConvertFrom-Json turns texts that look like dates into dates, refuses keys that differ in case
# only, and differs between 5.1 and 7. Objects become ordered dictionaries with exact keys.
function ConvertFrom-WireJson([string]$Text) {
    $reader = New-JsonReader $Text
    $value = Read-JsonValue $reader 0
    Skip-JsonSpace $reader
    if ($reader.At -lt $Text.Length) { Stop-Json $reader }
    return , $value
}

function New-JsonReader([string]$Text) {
    return @{ Text = $Text; At = 0 }
}

function Stop-Json($Reader) {
    throw [FormatException]::new("This is not JSON at character $($Reader.At).")
}

function Skip-JsonSpace($Reader) {
    $Reader.At += [regex]::new('\G[ \t\r\n]*').Match($Reader.Text, $Reader.At).Length
}

# The text of the next token where it matches, else nothing.
function Read-JsonToken($Reader, [string]$Pattern) {
    $match = [regex]::new('\G' + $Pattern).Match($Reader.Text, $Reader.At)
    if (-not $match.Success) { return }
    $Reader.At += $match.Length
    return $match.Value
}

function Read-JsonString($Reader) {
    # Atomic: without it a long text takes a step back for every character.
    $token = Read-JsonToken $Reader '"(?>[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"'
    if ($null -eq $token) { Stop-Json $Reader }
    $body = $token.Substring(1, $token.Length - 2)
    if ($body.IndexOf('\') -lt 0) { return $body }
    return [regex]::Replace($body, '\\(u(....)|.)', {
            $escape = $args[0].Groups[1].Value
            if ($escape.Length -gt 1) { return [string][char][Convert]::ToInt32($args[0].Groups[2].Value, 16) }
            switch -CaseSensitive ($escape) {
                'b' { return "`b" }
                'f' { return "`f" }
                'n' { return "`n" }
                'r' { return "`r" }
                't' { return "`t" }
            }
            return $escape
        })
}

function Read-JsonNumber([string]$Token) {
    $whole = [long]0
    if ($Token -notmatch '[.eE]' -and [long]::TryParse($Token, [ref]$whole)) { return $whole }
    return [double]::Parse($Token, [Globalization.CultureInfo]::InvariantCulture)
}

function Read-JsonValue($Reader, [int]$Depth) {
    if ($Depth -gt 64) { Stop-Json $Reader }
    Skip-JsonSpace $Reader
    if ($Reader.At -ge $Reader.Text.Length) { Stop-Json $Reader }
    $first = $Reader.Text[$Reader.At]
    if ($first -eq '"') { return Read-JsonString $Reader }
    if ($first -eq '{') { return Read-JsonObject $Reader $Depth }
    if ($first -eq '[') { return , (Read-JsonArray $Reader $Depth) }
    $token = Read-JsonToken $Reader '(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![A-Za-z0-9_.])'
    if ($null -eq $token) { Stop-Json $Reader }
    switch -CaseSensitive ($token) {
        'true' { return $true }
        'false' { return $false }
        'null' { return $null }
    }
    return Read-JsonNumber $token
}

function Read-JsonObject($Reader, [int]$Depth) {
    $found = [System.Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
    foreach ($member in (Read-JsonMembers $Reader $Depth)) { $found[[string]$member.Key] = $member.Value }
    return $found
}

# The members of an object with the places of their values, in the order of the text.
function Read-JsonMembers($Reader, [int]$Depth) {
    $members = [System.Collections.Generic.List[object]]::new()
    if ($null -eq (Read-JsonToken $Reader '\{[ \t\r\n]*')) { Stop-Json $Reader }
    if ($null -ne (Read-JsonToken $Reader '\}')) { return , $members }
    while ($true) {
        $member = @{ KeyStart = $Reader.At; Key = Read-JsonString $Reader }
        if ($null -eq (Read-JsonToken $Reader '[ \t\r\n]*:[ \t\r\n]*')) { Stop-Json $Reader }
        $member.Start = $Reader.At
        $member.Value = Read-JsonValue $Reader ($Depth + 1)
        $member.End = $Reader.At
        $members.Add($member)
        if ($null -ne (Read-JsonToken $Reader '[ \t\r\n]*\}')) { return , $members }
        if ($null -eq (Read-JsonToken $Reader '[ \t\r\n]*,[ \t\r\n]*')) { Stop-Json $Reader }
    }
}

function Read-JsonArray($Reader, [int]$Depth) {
    $items = [System.Collections.Generic.List[object]]::new()
    $null = Read-JsonToken $Reader '\[[ \t\r\n]*'
    if ($null -ne (Read-JsonToken $Reader '\]')) { return , $items.ToArray() }
    while ($true) {
        $items.Add((Read-JsonValue $Reader ($Depth + 1)))
        if ($null -ne (Read-JsonToken $Reader '[ \t\r\n]*\]')) { return , $items.ToArray() }
        if ($null -eq (Read-JsonToken $Reader '[ \t\r\n]*,[ \t\r\n]*')) { Stop-Json $Reader }
    }
}

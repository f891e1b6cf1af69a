# A reader of our own: ConvertFrom-Json turns texts that look like dates into dates, refuses keys that differ in case
# only, and differs between 5.1 and 7. It lets through what the product lets through in a config: comments, and a comma at
# the end. Objects become ordered dictionaries with exact keys.
function ConvertFrom-WireJson([string]$Text) {
    $reader = @{ Text = $Text; At = 0 }
    Skip-JsonSpace $reader
    $value = Read-JsonValue $reader 0
    Assert-JsonEnd $reader
    return , $value
}

function Stop-Json($Reader, [string]$What) {
    $before = $Reader.Text.Substring(0, $Reader.At).Split("`n")
    throw [FormatException]::new("Line $($before.Count), column $($before[-1].Length + 1): $What.")
}

function Assert-JsonEnd($Reader) {
    Skip-JsonSpace $Reader
    if ($Reader.Text.Substring($Reader.At).Trim([char]0) -ne '') { Stop-Json $Reader 'nothing more was expected' }
}

function Skip-JsonSpace($Reader) {
    $null = Read-JsonToken $Reader '(?>[\s\uFEFF]+|//[^\n]*|/\*(?s:.*?)\*/)*'
}

# The text of the next token where it matches, else nothing.
function Read-JsonToken($Reader, [string]$Pattern) {
    if ($null -eq $Reader[$Pattern]) { $Reader[$Pattern] = [regex]::new('\G' + $Pattern) }
    $match = $Reader[$Pattern].Match($Reader.Text, $Reader.At)
    if (-not $match.Success) { return }
    $Reader.At += $match.Length
    return $match.Value
}

function Test-JsonNext($Reader, [string]$Char) {
    return $Reader.At -lt $Reader.Text.Length -and [string]$Reader.Text[$Reader.At] -ceq $Char
}

# Nothing for a text that has what JSON forbids in it: it is stepped over, but has no value.
function Read-JsonString($Reader) {
    # Atomic: without it a long text takes a step back for every character.
    $token = Read-JsonToken $Reader '"(?>[^"\\\r\n]+|\\(?s:.))*"'
    if ($null -eq $token) { Stop-Json $Reader 'a text in quotation marks was expected' }
    if ($token -cnotmatch '\A"(?>[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"\z') { return }
    $body = $token.Substring(1, $token.Length - 2)
    if ($body.IndexOf('\') -lt 0) { return $body }
    return [regex]::Replace($body, '\\(?:u(....)|(.))', [Text.RegularExpressions.MatchEvaluator] {
            if ($args[0].Groups[1].Success) { return [string][char][Convert]::ToInt32($args[0].Groups[1].Value, 16) }
            switch -CaseSensitive ($args[0].Groups[2].Value) {
                'b' { return "`b" }
                'f' { return "`f" }
                'n' { return "`n" }
                'r' { return "`r" }
                't' { return "`t" }
                default { return $args[0].Groups[2].Value }
            }
        })
}

function Read-JsonNumber([string]$Token) {
    if ($Token -cnotmatch '\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z') { return }
    $whole = [long]0
    if ($Token -notmatch '[.eE]' -and [long]::TryParse($Token, [ref]$whole)) { return $whole }
    return [double]::Parse($Token, [Globalization.CultureInfo]::InvariantCulture)
}

function Read-JsonValue($Reader, [int]$Depth) {
    if ($Depth -gt 32) { Stop-Json $Reader 'the blocks are too deep' }
    if (Test-JsonNext $Reader '"') { return Read-JsonString $Reader }
    if (Test-JsonNext $Reader '{') { return Read-JsonObject $Reader $Depth }
    if (Test-JsonNext $Reader '[') { return , (Read-JsonArray $Reader $Depth) }
    $token = Read-JsonToken $Reader '(?:true|false|null|-?[0-9][0-9.eE+-]*)'
    if ($null -eq $token) { Stop-Json $Reader 'a value was expected' }
    switch -CaseSensitive ($token) {
        'true' { return $true }
        'false' { return $false }
        'null' { return $null }
        default { return Read-JsonNumber $token }
    }
}

function Read-JsonObject($Reader, [int]$Depth) {
    $found = [System.Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
    foreach ($member in (Read-JsonMembers $Reader $Depth)) { $found[[string]$member.Key] = $member.Value }
    return $found
}

# The members of an object with the places of key and value, in the order of the text.
function Read-JsonMembers($Reader, [int]$Depth) {
    $members = [System.Collections.Generic.List[object]]::new()
    Read-JsonList $Reader '{' '}' {
        $member = @{ KeyStart = $Reader.At; Key = Read-JsonString $Reader; KeyEnd = $Reader.At }
        if ($null -eq $member.Key) { Stop-Json $Reader 'the key before cannot be read' }
        Skip-JsonSpace $Reader
        if ($null -eq (Read-JsonToken $Reader ':')) { Stop-Json $Reader 'a colon was expected' }
        Skip-JsonSpace $Reader
        $member.Start = $Reader.At
        $member.Value = Read-JsonValue $Reader ($Depth + 1)
        $member.End = $Reader.At
        $members.Add($member)
    }
    return , $members
}

function Read-JsonArray($Reader, [int]$Depth) {
    $items = [System.Collections.Generic.List[object]]::new()
    Read-JsonList $Reader '[' ']' { $items.Add((Read-JsonValue $Reader ($Depth + 1))) }
    return , $items.ToArray()
}

function Read-JsonList($Reader, [string]$Open, [string]$Close, [scriptblock]$Item) {
    if (-not (Test-JsonNext $Reader $Open)) { Stop-Json $Reader "$Open was expected" }
    $Reader.At++
    Skip-JsonSpace $Reader
    while (-not (Test-JsonNext $Reader $Close)) {
        & $Item
        Skip-JsonSpace $Reader
        if (Test-JsonNext $Reader ',') {
            $Reader.At++
            Skip-JsonSpace $Reader
        } elseif (-not (Test-JsonNext $Reader $Close)) { Stop-Json $Reader "a comma or $Close was expected" }
    }
    $Reader.At++
}

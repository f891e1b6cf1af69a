# A writer of our own: ConvertTo-Json cuts at a depth, takes lists of one apart in a pipeline, and writes what PowerShell
# hangs on a text. It writes pure ASCII, so that no code page can change anything on the way.
function ConvertTo-WireJson($Value) {
    if ($null -eq $Value) { return 'null' }
    if ($Value -is [string]) { return '"' + (Get-JsonEscaped $Value) + '"' }
    if ($Value -is [bool]) { return $(if ($Value) { 'true' } else { 'false' }) }
    if ($Value -is [double]) { return $Value.ToString('R', [Globalization.CultureInfo]::InvariantCulture) }
    if ($Value -is [ValueType]) { return ([long]$Value).ToString([Globalization.CultureInfo]::InvariantCulture) }
    $parts = [System.Collections.Generic.List[string]]::new()
    if ($Value -is [System.Collections.IDictionary]) {
        # Not .Keys: a key of that name would be taken for it.
        foreach ($entry in $Value.GetEnumerator()) { $parts.Add((ConvertTo-WireJson ([string]$entry.Key)) + ':' + (ConvertTo-WireJson $entry.Value)) }
        return '{' + ($parts -join ',') + '}'
    }
    if ($Value -isnot [System.Collections.IEnumerable]) { return ConvertTo-WireJson ([string]$Value) }
    foreach ($item in $Value) { $parts.Add((ConvertTo-WireJson $item)) }
    return '[' + ($parts -join ',') + ']'
}

function Get-JsonEscaped([string]$Text) {
    # A block that replaces costs a millisecond before it does anything.
    if ($Text -cnotmatch '[^ !#-\[\]-~]') { return $Text }
    return [regex]::Replace($Text, '[^ !#-\[\]-~]', [Text.RegularExpressions.MatchEvaluator] { '\u{0:x4}' -f [int][char]$args[0].Value })
}

# How the bytes of a config become text, and the text the same bytes again: by the mark, else UTF-16 where every second
# byte of the first two characters is zero (in JSON they are ASCII), else UTF-8. What is neither is an ANSI code page:
# Latin-1 keeps each of its bytes.
function Get-ConfigEncoding([byte[]]$Bytes) {
    $start = [BitConverter]::ToString($Bytes, 0, [Math]::Min(4, $Bytes.Length))
    if ($start -match '^EF-BB-BF') { return @{ Encoding = [Text.UTF8Encoding]::new($false, $true); Mark = 3; Unicode = $true } }
    if ($start -match '^FF-FE') { return @{ Encoding = [Text.UnicodeEncoding]::new($false, $false, $true); Mark = 2; Unicode = $true } }
    if ($start -match '^FE-FF') { return @{ Encoding = [Text.UnicodeEncoding]::new($true, $false, $true); Mark = 2; Unicode = $true } }
    $even = $Bytes.Length % 2 -eq 0
    if ($even -and $start -match '^(?!00)..-00-(?!00)..-00$') { return @{ Encoding = [Text.UnicodeEncoding]::new($false, $false, $true); Mark = 0; Unicode = $true } }
    if ($even -and $start -match '^00-(?!00)..-00-(?!00)..$') { return @{ Encoding = [Text.UnicodeEncoding]::new($true, $false, $true); Mark = 0; Unicode = $true } }
    $utf8 = [Text.UTF8Encoding]::new($false, $true)
    try { $null = $utf8.GetCharCount($Bytes) } catch { return @{ Encoding = [Text.Encoding]::GetEncoding(28591); Mark = 0; Unicode = $false } }
    return @{ Encoding = $utf8; Mark = 0; Unicode = $true }
}

# Its text, its encoding and the members of its top level.
function Read-Config([byte[]]$Bytes) {
    if ($Bytes.Length -eq 0) { Stop-With 'configUnreadable' 'The config is empty.' }
    $form = Get-ConfigEncoding $Bytes
    return Invoke-OrStop 'configUnreadable' 'The config cannot be read.' {
        $reader = @{ Text = $form.Encoding.GetString($Bytes, $form.Mark, $Bytes.Length - $form.Mark); At = 0 }
        Skip-JsonSpace $reader
        $begin = $reader.At + 1
        $members = Read-JsonMembers $reader 0
        Assert-JsonEnd $reader
        @{ Text = $reader.Text; Form = $form; Begin = $begin; Members = $members }
    }
}

# For looking only: a broken character must not hide the rest.
function Get-TextOfBytes([byte[]]$Bytes) {
    if ($Bytes.Length -eq 0) { return '' }
    $form = Get-ConfigEncoding $Bytes
    return [Text.Encoding]::GetEncoding($form.Encoding.CodePage).GetString($Bytes, $form.Mark, $Bytes.Length - $form.Mark)
}

function ConvertTo-ConfigBytes($Form, [string]$Text, [byte[]]$Before) {
    $body = $Form.Encoding.GetBytes($Text)
    $bytes = [byte[]]::new($Form.Mark + $body.Length)
    [Array]::Copy($Before, $bytes, $Form.Mark)
    [Array]::Copy($body, 0, $bytes, $Form.Mark, $body.Length)
    return , $bytes
}

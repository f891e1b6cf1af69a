# How the bytes of a config become text and the text the same bytes again. Decides by the mark; without one, UTF-16 has a
# zero in its first character, and what is not UTF-8 is kept as single bytes.
function Get-ConfigEncoding([byte[]]$Bytes) {
    $b = @($Bytes[0..2])
    if ($b[0] -eq 0xFF -and $b[1] -eq 0xFE) { return @{ Encoding = [Text.UnicodeEncoding]::new($false, $false, $true); Mark = 2; Unicode = $true } }
    if ($b[0] -eq 0xFE -and $b[1] -eq 0xFF) { return @{ Encoding = [Text.UnicodeEncoding]::new($true, $false, $true); Mark = 2; Unicode = $true } }
    if ($b[0] -eq 0xEF -and $b[1] -eq 0xBB -and $b[2] -eq 0xBF) { return @{ Encoding = [Text.UTF8Encoding]::new($false, $true); Mark = 3; Unicode = $true } }
    if ($Bytes.Length -gt 1 -and $b[0] -ne 0 -and $b[1] -eq 0) { return @{ Encoding = [Text.UnicodeEncoding]::new($false, $false, $true); Mark = 0; Unicode = $true } }
    if ($Bytes.Length -gt 1 -and $b[0] -eq 0 -and $b[1] -ne 0) { return @{ Encoding = [Text.UnicodeEncoding]::new($true, $false, $true); Mark = 0; Unicode = $true } }
    $utf8 = [Text.UTF8Encoding]::new($false, $true)
    try { $null = $utf8.GetCharCount($Bytes) } catch { return @{ Encoding = [Text.Encoding]::GetEncoding(28591); Mark = 0; Unicode = $false } }
    return @{ Encoding = $utf8; Mark = 0; Unicode = $true }
}

function Get-TextOfBytes([byte[]]$Bytes) {
    if ($Bytes.Length -eq 0) { return '' }
    $form = Get-ConfigEncoding $Bytes
    # For looking only: a broken character must not hide the rest.
    $lenient = [Text.Encoding]::GetEncoding($form.Encoding.CodePage)
    return $lenient.GetString($Bytes, $form.Mark, $Bytes.Length - $form.Mark)
}

function ConvertTo-ConfigBytes($Form, [string]$Text, [byte[]]$Before) {
    $body = $Form.Encoding.GetBytes($Text)
    $bytes = [byte[]]::new($Form.Mark + $body.Length)
    [Array]::Copy($Before, $bytes, $Form.Mark)
    [Array]::Copy($body, 0, $bytes, $Form.Mark, $body.Length)
    return , $bytes
}

# The bytes of a config with some keys of its top level set; every other byte stays. The same rules as the tool's own
# editor, held to them by the same test cases. The same bytes where everything is as wanted.
function Edit-Config([byte[]]$Bytes, $Changes) {
    $form = if ($Bytes.Length -gt 0) { Get-ConfigEncoding $Bytes } else { Stop-With 'configUnreadable' 'The config is empty.' }
    $text = Invoke-OrStop 'configUnreadable' 'The config is not text:' { $form.Encoding.GetString($Bytes, $form.Mark, $Bytes.Length - $form.Mark) }
    foreach ($key in $Changes.Keys) {
        $members = Read-ConfigMembers $text
        $name = Get-SpellingIn $members $key
        $member = @($members | Where-Object { $_.Key -ceq $name })[-1]
        if ($null -eq $member) { $text = Add-ConfigMember $text $members $name $Changes[$key] $form }
        elseif (-not (Test-SameSetting $member.Value $Changes[$key])) {
            $value = Get-ConfigLiteral (Get-ValueOfKind $member.Value $Changes[$key]) $form
            $text = $text.Substring(0, $member.Start) + $value + $text.Substring($member.End)
        }
    }
    $edited = ConvertTo-ConfigBytes $form $text $Bytes
    return , $edited
}

function Read-ConfigMembers([string]$Text) {
    $members = Invoke-OrStop 'configUnreadable' 'The config cannot be read:' {
        $reader = New-JsonReader $Text
        Skip-JsonSpace $reader
        $found = Read-JsonMembers $reader 0
        Skip-JsonSpace $reader
        if ($reader.At -lt $Text.Length) { Stop-Json $reader }
        , @($found)
    }
    return , @($members)
}

# Documentation old and new spells two keys in two ways: the one in the file is written.
function Get-SpellingIn($Members, [string]$Key) {
    $keys = @($Members | ForEach-Object { $_.Key })
    $pairs = @(@('HeartbeatErrorTollerance', 'HeartbeatErrorTolerance'), @('LeaseInternval', 'LeaseInterval'))
    foreach ($pair in $pairs) {
        if ($pair -ccontains $Key -and $keys -cnotcontains $Key) {
            foreach ($other in $pair) { if ($keys -ccontains $other) { return $other } }
        }
    }
    return $Key
}

# "8" is 8 and "True" is true.
function Test-SameSetting($Present, $Wanted) {
    if ($null -eq $Present -or $Present -is [array] -or $Present -is [System.Collections.IDictionary]) { return $false }
    if ($Present -is [string] -and $Wanted -is [string]) { return $Present -ceq $Wanted }
    if ($Present -is [bool] -or $Wanted -is [bool]) { return (Get-SettingText $Present) -eq (Get-SettingText $Wanted) }
    $left = Get-SettingNumber $Present
    $right = Get-SettingNumber $Wanted
    return $null -ne $left -and $null -ne $right -and $left -eq $right
}

function Get-SettingText($Value) {
    if ($Value -is [string]) { return $Value }
    return ConvertTo-WireJson $Value
}

function Get-SettingNumber($Value) {
    if ($Value -isnot [string]) { return $Value }
    if ($Value -match '^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$') { return Read-JsonNumber $Value }
}

# The wanted value in the kind of the present one, where it can be.
function Get-ValueOfKind($Present, $Wanted) {
    if ($Present -is [string]) {
        $text = Get-SettingText $Wanted
        if ($Wanted -is [bool] -and $Present -cmatch '^(True|False)$') { $text = [string]$Wanted }
        return $text
    }
    if ($Present -is [bool] -and $Wanted -is [string] -and $Wanted -match '^(true|false)$') { return $Wanted -eq 'true' }
    if ($Present -is [ValueType] -and $Present -isnot [bool] -and $Wanted -is [string]) {
        $number = Get-SettingNumber $Wanted
        if ($null -ne $number) { return $number }
    }
    return $Wanted
}

# After the last member, with the blanks and line breaks that the file has between its members.
function Add-ConfigMember([string]$Text, $Members, [string]$Key, $Value, $Form) {
    $literal = Get-ConfigLiteral $Value $Form
    $name = Get-ConfigLiteral $Key $Form
    if ($Members.Count -eq 0) {
        $open = $Text.IndexOf('{') + 1
        return $Text.Substring(0, $open) + $name + ': ' + $literal + $Text.Substring($Text.IndexOf('}'))
    }
    $last = $Members[-1]
    $colon = [regex]::new('[ \t\r\n]*:[ \t\r\n]*\z').Match($Text.Substring(0, $last.Start)).Value
    $between = if ($Members.Count -gt 1) { $Text.Substring($Members[-2].End, $last.KeyStart - $Members[-2].End) }
    else { ',' + [regex]::new('[ \t\r\n]*\z').Match($Text.Substring(0, $last.KeyStart)).Value }
    return $Text.Substring(0, $last.End) + $between + $name + $colon + $literal + $Text.Substring($last.End)
}

# A value as JSON; characters beyond ASCII as they are where the file's encoding has them all.
function Get-ConfigLiteral($Value, $Form) {
    if ($Value -isnot [string]) { return ConvertTo-WireJson $Value }
    # Halves of pairs cannot be written as they are.
    $unsafe = if ($Form.Unicode) { '["\\\x00-\x1f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]' } else { '[^ !#-\[\]-~]' }
    return '"' + [regex]::Replace($Value, $unsafe, {
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

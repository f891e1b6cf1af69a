# The options of an entry of http.sys that are not as they are without being named: Options, as netsh takes them, and Lost, what
# netsh has no option for.
function Get-BindingOptions($Binding) {
    $found = @{ Options = @(); Lost = @() }
    if ($null -eq $Binding) { return $found }
    $names = @(Get-Fact 'http.flag-options')
    $flags = Get-BindingNumber $Binding 0
    for ($bit = 0; $bit -lt 32; $bit++) {
        if (($flags -band ([long]1 -shl $bit)) -eq 0) { continue }
        if ($bit -lt $names.Count -and $names[$bit] -ne '') { $found.Options += "$($names[$bit])=enable" }
        else { $found.Lost += 'flag 0x{0:x}' -f ([long]1 -shl $bit) }
    }
    $mode = Get-BindingNumber $Binding 1
    $checks = @(Get-Fact 'http.check-options')
    for ($at = 0; $at -lt $checks.Count; $at += 2) {
        if (($mode -band [long]$checks[$at]) -eq 0) { continue }
        $mode = $mode -bxor [long]$checks[$at]
        if ($checks[$at + 1] -ne '') { $found.Options += $checks[$at + 1] }
    }
    if ($mode -ne 0) { $found.Lost += 'check mode 0x{0:x}' -f $mode }
    $names = @(Get-Fact 'http.value-options')
    for ($at = 0; $at -lt $names.Count; $at++) {
        $value = [string]@($Binding.Values)[$at + 2]
        if ($value -eq '' -or $value -eq '0') { continue }
        # Nothing that an argument of netsh could not carry as it is.
        if ($value -match '^[^\x00-\x1f"]{1,260}$') { $found.Options += "$($names[$at])=$value" } else { $found.Lost += $names[$at] }
    }
    return $found
}

# A number of the registry as 32 bits without a sign.
function Get-BindingNumber($Binding, [int]$At) {
    $number = [long]0
    if (-not [long]::TryParse([string]@($Binding.Values)[$At], [ref]$number)) { return [long]0 }
    return $number -band 4294967295
}

# The options with or without asking for the client's certificate in the handshake; null leaves that as it is.
function Select-BindingOptions([string[]]$Options, $Negotiate) {
    $asks = "$(@(Get-Fact 'http.flag-options')[1])=enable"
    if ($null -eq $Negotiate) { return $Options }
    $others = @($Options | Where-Object { $_ -ne $asks })
    if ($Negotiate) { return @($others) + $asks }
    return $others
}

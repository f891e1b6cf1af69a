function Invoke-OpenFirewall($Request) {
    return New-Result (Open-FirewallPort $Request['name'] ([int]$Request['port']))
}

# Whether the rule had to be made or mended.
function Open-FirewallPort([string]$Name, [int]$Port) {
    if ($Name -eq '') { Stop-With 'firewallFailed' 'A rule needs a name.' }
    $present = Find-FirewallRule $Name
    if (Test-FirewallRule $present $Port) { return $false }
    Invoke-OrStop 'firewallFailed' "The firewall's rule ""$Name"" cannot be written:" {
        if ($null -eq $present) { New-WindowsFirewallRule $Name $Port } else { Set-WindowsFirewallRule $Name $Port }
    }
    if (-not (Test-FirewallRule (Find-FirewallRule $Name) $Port)) {
        Stop-With 'writeWithoutEffect' "The firewall does not show the rule ""$Name"" as it was written."
    }
    return $true
}

function Find-FirewallRule([string]$Name) {
    $rules = Invoke-OrStop 'firewallUnreadable' 'The rules of the firewall cannot be read:' { @(Get-WindowsFirewallRules $Name) }
    foreach ($each in @($rules)) { if ($each.Name -eq $Name) { return $each } }
}

function Test-FirewallRule($Rule, [int]$Port) {
    if ($null -eq $Rule -or -not $Rule.Enabled -or -not (Test-InboundAllowed $Rule)) { return $false }
    return @($Rule.Ports) -contains [string]$Port -or @($Rule.Ports) -contains 'Any'
}

function Test-InboundAllowed($Rule) {
    return $Rule.Action -eq 'Allow' -and $Rule.Direction -eq 'Inbound' -and @('TCP', '6', 'Any') -contains $Rule.Protocol
}

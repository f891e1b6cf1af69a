# The rules whose names begin so. Every strange character is looked for as any character, for the command takes patterns.
function Find-WindowsFirewallRules([string]$Prefix) {
    $pattern = ($Prefix -replace '[^A-Za-z0-9 ._-]', '?') + '*'
    $found = @(Get-NetFirewallRule -Name $pattern -ErrorAction SilentlyContinue -ErrorVariable failed)
    # That there is none is an error to this command too; every other one counts.
    foreach ($each in @($failed)) { if ([string]$each.CategoryInfo.Category -ne 'ObjectNotFound') { throw $each } }
    return @($found | Where-Object { ([string]$_.Name).StartsWith($Prefix, [StringComparison]::OrdinalIgnoreCase) })
}

# Name, Enabled, Action, Direction, Protocol and Ports of each.
function Get-WindowsFirewallRules([string]$Prefix) {
    foreach ($rule in @(Find-WindowsFirewallRules $Prefix)) {
        $filter = Get-NetFirewallPortFilter -AssociatedNetFirewallRule $rule
        @{
            Name      = [string]$rule.Name
            Enabled   = [string]$rule.Enabled -eq 'True'
            Action    = [string]$rule.Action
            Direction = [string]$rule.Direction
            Protocol  = [string]$filter.Protocol
            Ports     = @($filter.LocalPort | ForEach-Object { [string]$_ })
        }
    }
}

function New-WindowsFirewallRule([string]$Name, [int]$Port) {
    $null = New-NetFirewallRule -Name $Name -DisplayName $Name -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol TCP -LocalPort $Port
}

function Set-WindowsFirewallRule([string]$Name, [int]$Port) {
    $rule = @(Find-WindowsFirewallRules $Name | Where-Object { $_.Name -eq $Name })
    Set-NetFirewallRule -InputObject $rule -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol TCP -LocalPort $Port
}

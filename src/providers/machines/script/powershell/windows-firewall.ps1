# Name, Enabled, Action, Direction, Protocol and Ports of the rules whose names begin so.
function Get-WindowsFirewallRules([string]$Prefix) {
    foreach ($rule in @(Get-NetFirewallRule -Name "$Prefix*" -ErrorAction SilentlyContinue -ErrorVariable failed)) {
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
    # That there is none is an error to this command too; every other one counts.
    foreach ($each in @($failed)) { if ([string]$each.CategoryInfo.Category -ne 'ObjectNotFound') { throw $each } }
}

function New-WindowsFirewallRule([string]$Name, [int]$Port) {
    $null = New-NetFirewallRule -Name $Name -DisplayName $Name -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol TCP -LocalPort $Port
}

function Set-WindowsFirewallRule([string]$Name, [int]$Port) {
    Set-NetFirewallRule -Name $Name -Direction Inbound -Action Allow -Enabled True -Profile Any -Protocol TCP -LocalPort $Port
}

# What the accounts of the services may do: the rights that packages are run by, and whether they are administrators.
function Get-ExaminedServices($Services) {
    $holders = try { Get-RightHolders } catch { Get-InnerMessage $_ }
    foreach ($service in $Services) {
        $part = [ordered]@{ name = $service.name }
        try { $sids = Get-AccountSids $service } catch { $sids = Get-InnerMessage $_ }
        if ($sids -is [string]) { $part.administratorError = $sids }
        elseif ($sids.Sids -contains 'S-1-5-32-544' -or $sids.Sids -contains 'S-1-5-18') { $part.administrator = $true }
        elseif ($sids.Doubt -ne '') { $part.administratorError = $sids.Doubt }
        else { $part.administrator = $false }
        $rights = $(if ($holders -is [string]) { $holders } elseif ($sids -is [string]) { $sids } else { Get-RightsOf $sids $holders })
        if ($rights -is [string]) { $part.rightsError = $rights } else { $part.rights = $rights.Names }
        $part
    }
}

# Names of the rights that the account has, in the order of the fact; or why it cannot be told of one that it seems not to have.
function Get-RightsOf($Sids, $Holders) {
    $names = [System.Collections.Generic.List[string]]::new()
    foreach ($right in @(Get-Fact 'windows.account-rights')) {
        $who = @($Holders[$right])
        if ($Sids.Sids -contains 'S-1-5-18' -or @($who | Where-Object { $Sids.Sids -contains $_ }).Count -gt 0) { $names.Add($right) }
        # A group that it may be in has the right: of the well-known accounts nobody is a member.
        elseif ($Sids.Doubt -ne '' -and @($who | Where-Object { $_ -match '^S-1-5-(32|21)-' }).Count -gt 0) { return $Sids.Doubt }
    }
    return @{ Names = $names.ToArray() }
}

# The SIDs of an account and of the groups that it is in, and Doubt: why there may be more; '' where there are no more.
function Get-AccountSids($Service) {
    $sid = [string]$Service.accountSid
    if ($sid -eq '') { Stop-With 'scriptFailed' "The account $($Service.account) cannot be resolved." }
    # Everyone, authenticated users, users, services: what a service's token has whatever its account is.
    $sids = @($sid, 'S-1-1-0', 'S-1-5-11', 'S-1-5-32-545', 'S-1-5-6')
    if ($sid -like 'S-1-5-80-*') { $sids += 'S-1-5-80-0' }
    if ($sid -eq 'S-1-5-18') { return @{ Sids = $sids + 'S-1-5-32-544'; Doubt = '' } }
    $doubt = ''
    try { if (@(Get-WindowsAdministratorMembers) -contains $sid) { $sids += 'S-1-5-32-544' } } catch {
        $doubt = "the members of the group of administrators cannot be read: $(Get-InnerMessage $_)"
    }
    # Accounts of the machine itself are in no group of a domain.
    $isLocal = $sid -notlike 'S-1-5-21-*' -or $Service.account -like '.\*' -or $Service.account -like "$([Environment]::MachineName)\*"
    if ($isLocal) { return @{ Sids = $sids; Doubt = $doubt } }
    try { return @{ Sids = $sids + @(Get-WindowsDomainGroups $Service.account); Doubt = '' } } catch {
        return @{ Sids = $sids; Doubt = "the groups of $($Service.account) in its domain cannot be read: $(Get-InnerMessage $_)" }
    }
}

# Who has each right, as SIDs, out of what secedit writes: `SeImpersonatePrivilege = *S-1-5-19,SomeName`.
function Get-RightHolders {
    $holders = @{}
    foreach ($line in (Get-WindowsRights) -split '\r?\n') {
        if ($line -notmatch '^\s*(Se[A-Za-z]+)\s*=\s*(.*?)\s*$') { continue }
        $right, $list = $Matches[1], $Matches[2]
        $holders[$right] = @(foreach ($each in $list.Split(',')) {
                $name = $each.Trim()
                if ($name.StartsWith('*')) { $name.Substring(1) } elseif ($name -ne '') { try { Get-WindowsSid $name } catch { $name } }
            })
    }
    # A right that nobody has is not written; a file without any is no answer.
    if ($holders.Count -eq 0) { Stop-With 'scriptFailed' 'secedit wrote no rights.' }
    return $holders
}

# What the System log says of the services, and of Schannel's list of issuers: of the last seven days, the newest first, at most 100.
function Get-ServiceEvents($Services) {
    $manager = 'Service Control Manager'
    $ids = @(Get-Fact 'events.services') + @(Get-Fact 'schannel.issuer-list-event')
    # An entry names a service by its name or by its title.
    $names = @{}
    foreach ($service in $Services) { $names[$service.name] = $service.name; $names[(Get-WindowsServiceTitle $service.name)] = $service.name }
    $count = 0
    foreach ($entry in @(Get-WindowsEvents @($manager, 'Schannel') $ids ([DateTime]::UtcNow.AddDays(-7)) 2000)) {
        if ($count -ge 100) { break }
        $named = @($entry.Texts | Where-Object { $names.ContainsKey([string]$_) } | ForEach-Object { $names[[string]$_] })
        if ($entry.Source -eq $manager -and $named.Count -eq 0) { continue }
        $count++
        [ordered]@{
            at      = Get-InstantText $entry.At
            source  = $entry.Source
            id      = $entry.Id
            service = $(if ($named.Count -gt 0) { $named[0] } else { $null })
            error   = Get-EventError $entry.Texts
            message = Get-ShortLine ((Get-WindowsEventMessage $entry) -replace '\s+', ' ')
        }
    }
}

# The number of the Windows error in an entry: `%%1069`, the same in every language.
function Get-EventError($Texts) {
    foreach ($text in @($Texts)) { if ([string]$text -match '^\s*%%(\d{1,9})\s*$') { return [int]$Matches[1] } }
}

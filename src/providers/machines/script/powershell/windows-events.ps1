# Entries of the System log, the newest first: At (UTC), Source, Id, Texts (what is put into its message), Entry.
function Get-WindowsEvents([string[]]$Sources, [int[]]$Ids, [DateTime]$Since, [int]$Most) {
    $filter = @{ LogName = 'System'; ProviderName = $Sources; Id = $Ids; StartTime = $Since.ToLocalTime() }
    try { $found = @(Get-WinEvent -FilterHashtable $filter -MaxEvents $Most -ErrorAction Stop) } catch {
        # That there is none is an error to this command too; its id is the same in every language.
        if ([string]$_.FullyQualifiedErrorId -like 'NoMatchingEventsFound*') { return }
        throw
    }
    foreach ($each in $found) {
        @{
            At     = $each.TimeCreated.ToUniversalTime()
            Source = [string]$each.ProviderName
            Id     = [int]$each.Id
            Texts  = @($each.Properties | ForEach-Object { [string]$_.Value })
            Entry  = $each
        }
    }
}

# It takes a while to put together, and is asked for only where it is shown.
function Get-WindowsEventMessage($Found) {
    return [string]$Found.Entry.Message
}

function Get-WindowsServiceTitle([string]$Name) {
    return [string](Get-Service -Name $Name).DisplayName
}

# What a report tells of a machine beyond an inspection: what it is and where things are, never what is in a file. Nothing is written.
function Get-Survey($Request) {
    $powershell = Get-WindowsPowerShell
    return [ordered]@{
        hostName     = Get-WindowsHostName
        powershell   = [ordered]@{ version = $powershell.Version; edition = $powershell.Edition; languageMode = $powershell.LanguageMode }
        windows      = Get-WindowsVersion
        netbiosName  = Get-WindowsShortName
        services     = Get-Part { foreach ($each in @(Get-ScaleOutServices)) { Get-ServicePlaces $each ([string]$Request['logs']) } }
        serviceNames = Get-Part { @(Get-WindowsRegistryKeys 'SYSTEM\CurrentControlSet\Services') | Where-Object { $_ -match 'ScaleOut' } | Select-Object -First 100 }
        registry     = Get-Part { foreach ($path in $Request['registry']) { Get-RegistryPlace ([string]$path) } }
        keyFolders   = Get-Part { foreach ($each in @(Get-Fact 'certificate.key-folders')) { Get-FolderPlace (Join-WindowsFolders (Get-WindowsCryptoFolder) $each) } }
    }
}

function Get-ServicePlaces($Service, [string]$Logs) {
    $name = Split-WindowsName (Get-ConfigPath $Service)
    $configs = @(Get-ConfigFolders $Service | Select-Object -Unique | ForEach-Object { Join-WindowsPath $_ $name } | ForEach-Object { [ordered]@{ path = $_; exists = [IO.File]::Exists($_) } })
    $profilePath = $(if ([string]$Service.accountSid -eq '') { $null } else { Get-WindowsProfile $Service.accountSid })
    return [ordered]@{
        name    = $Service.name
        account = $Service.account
        program = Get-ImageFile $Service.imagePath
        configs = $configs
        profile = $profilePath
        logs    = @(if ([string]$profilePath -ne '') { Get-LogFolderShapes ([IO.DirectoryInfo]::new((Join-WindowsFolders $profilePath $Logs))) $Logs 0 })
    }
}

# Folders with files in them, three deep and eight beside each other; the name of the newest file tells how logs are named.
function Get-LogFolderShapes($Folder, [string]$Name, [int]$Depth) {
    if (-not $Folder.Exists) { return }
    try {
        $files = @($Folder.EnumerateFiles() | Select-Object -First 5000 | Sort-Object -Property LastWriteTimeUtc -Descending)
        $inner = @($(if ($Depth -lt 3) { $Folder.EnumerateDirectories() | Select-Object -First 8 }))
    } catch {
        Write-Verbose (Get-InnerMessage $_)
        return
    }
    if ($files.Count -gt 0) { [ordered]@{ path = $Name; files = $files.Count; newest = $files[0].Name } }
    foreach ($each in $inner) { Get-LogFolderShapes $each "$Name\$($each.Name)" ($Depth + 1) }
}

function Get-RegistryPlace([string]$Path) {
    $shape = Get-WindowsRegistryShape $Path
    return [ordered]@{ path = $Path; values = $(if ($null -eq $shape) { $null } else { , @($shape.Values) }) }
}

function Get-RegistryValueShape([string]$Name, $Value) {
    $shape = [ordered]@{ name = $Name; kind = 'text'; number = $null; length = 0 }
    if ($Value -is [int] -or $Value -is [long]) { $shape.kind = 'number'; $shape.number = $Value }
    elseif ($Value -is [byte[]]) { $shape.kind = 'bytes'; $shape.length = $Value.Length }
    elseif ($Value -is [array]) { $shape.kind = 'list'; $shape.length = $Value.Count }
    else { $shape.length = ([string]$Value).Length }
    return $shape
}

function Get-FolderPlace([string]$Path) {
    $folder = [IO.DirectoryInfo]::new($Path)
    $files = 0
    if ($folder.Exists) { try { $files = @($folder.EnumerateFiles() | Select-Object -First 10000).Count } catch { Write-Verbose (Get-InnerMessage $_) } }
    return [ordered]@{ path = $Path; exists = $folder.Exists; files = $files }
}

function Split-WindowsName([string]$Path) {
    return @($Path -split '[\\/]')[-1]
}

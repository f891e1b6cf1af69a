# Where the config of a service is: the first of the likely places that has it, else the likeliest.
function Get-ConfigPath($Service) {
    $name = if ($Service.role -eq 'master') { 'MasterSettings.config' } else { 'WorkerSettings.config' }
    $paths = @(Get-ConfigFolders $Service | ForEach-Object { Join-WindowsPath $_ $name })
    foreach ($path in $paths) { if ([IO.File]::Exists($path)) { return $path } }
    return $paths[0]
}

function Get-ConfigFolders($Service) {
    $tail = "Microsoft SQL Server\$($Service.version)\DTS\Binn"
    $image = Get-ImageFile $Service.imagePath
    if ($image -match '^([A-Za-z]:)\\') { "$($Matches[1])\Program Files\$tail" }
    if ($image -match '^(.+)[\\/][^\\/]+$') { $Matches[1] }
    $setup = "SOFTWARE\Microsoft\Microsoft SQL Server\$($Service.version)\SSIS\Setup"
    foreach ($root in @((Get-WindowsRegistryValue "$setup\DTSPath" ''), (Get-WindowsRegistryValue $setup 'DTSPath'))) {
        if ([string]$root -ne '') { Join-WindowsPath ([string]$root) 'Binn' }
    }
    $programs = [Environment]::GetEnvironmentVariable('ProgramW6432')
    Join-WindowsPath $(if ([string]$programs -ne '') { $programs } else { 'C:\Program Files' }) $tail
}

# The program in a service's command line, which may be quoted and may have arguments.
function Get-ImageFile([string]$CommandLine) {
    if ($CommandLine -match '^\s*"([^"]+)"') { return $Matches[1] }
    if ($CommandLine -match '^\s*(.+?\.exe)(\s|$)') { return $Matches[1] }
    return $CommandLine.Trim()
}

# Join-Path wants the drive to exist.
function Join-WindowsPath([string]$Folder, [string]$Name) {
    $separator = if ($Folder.Contains('/')) { '/' } else { '\' }
    return $Folder.TrimEnd('\', '/') + $separator + $Name
}

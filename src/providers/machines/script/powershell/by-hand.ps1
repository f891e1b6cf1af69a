# Runs a request for the administrator who started this script, and says in words what came of it. The exit code.
function Invoke-ByHand([string]$RequestText, [string]$MachineText, [string]$Folder, [string]$PfxPath) {
    $machine = ConvertFrom-WireJson $MachineText
    if (-not (Test-OwnName $machine)) {
        Write-Host "This script is for $machine, and this machine is $env:COMPUTERNAME. Nothing was done."
        return 1
    }
    if (-not (Test-WindowsAdministrator)) {
        Write-Host 'This script needs the rights of an administrator. Start PowerShell with "Run as administrator" and run it again. Nothing was done.'
        return 1
    }
    $report = [System.Collections.Generic.List[string]]::new()
    try {
        $request = ConvertFrom-WireJson $RequestText
        $value = @(switch -CaseSensitive ($request['operation']) {
                'ensureMaster' { Invoke-EnsureMaster $request $report $PfxPath }
                'newCertificate' { Invoke-NewCertificate $request $report }
                default { Invoke-EnsureWorker $request $report }
            })[-1]
    } catch {
        $failure = Get-Failure $_
        foreach ($sentence in $report) { Write-Host "- $sentence" }
        Write-Host "It stopped here ($($failure.code)): $($failure.message)"
        Write-Host 'What was done before stays. When the reason is gone, run this script again: it goes on from there.'
        return 1
    }
    foreach ($sentence in $report) { Write-Host "- $sentence" }
    Write-Host $(if ($value.changed) { 'Done.' } else { 'Everything was as wanted already: nothing was changed.' })
    if ($null -ne $value['certificate']) {
        $isNew = $request['operation'] -ceq 'newCertificate'
        Write-PublicCertificate ([Convert]::FromBase64String($value['certificate'])) $Folder $(if ($isNew) { '-new' } else { '' })
    }
    $toDo = @($value['toDo'] | Where-Object { $null -ne $_ })
    foreach ($sentence in $toDo) { Write-Host "Still to be done: $sentence" }
    return $(if ($toDo.Count -ne 0) { 2 } else { 0 })
}

# By the short name; the one that Windows shows ends after 15 characters.
function Test-OwnName([string]$Machine) {
    $own = [string]$env:COMPUTERNAME
    $short = $Machine.Split('.')[0]
    if ($own -eq '' -or $short -eq '') { return $false }
    if ($short.Length -gt 15 -and $own.Length -eq 15) { $short = $short.Substring(0, 15) }
    return [string]::Equals($short, $own, [StringComparison]::OrdinalIgnoreCase)
}

function Write-PublicCertificate([byte[]]$Bytes, [string]$Folder, [string]$Suffix) {
    $thumbprint = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($Bytes).Thumbprint
    Write-Host "The worker's $(if ($Suffix -eq '') { 'certificate' } else { 'new certificate' }) has the thumbprint $thumbprint."
    $path = [IO.Path]::Combine($(if ($Folder -ne '') { $Folder } else { [Environment]::CurrentDirectory }), "SSISScaleOutWorker-$env:COMPUTERNAME$Suffix.cer")
    try {
        [IO.File]::WriteAllBytes($path, $Bytes)
        Write-Host "Its public half is in $path."
    } catch {
        Write-Host "Its public half could not be written to $path ($(Get-InnerMessage $_)). Here it is, as base64:"
        Write-Host ([Convert]::ToBase64String($Bytes))
    }
    if ($Suffix -ne '') {
        Write-Host 'Send that file to whoever runs ssis-scaleout: it becomes the certificate of this worker in the topology, and an apply has every node of the master trust it. After that, empty this worker (scaleout drain) and run here what scaleout script prints then: it changes the config and restarts the service. The file holds no secret.'
        return
    }
    Write-Host 'Send that file to whoever runs ssis-scaleout: every node of the master must trust it (in the topology: certificate of this worker). It holds no secret.'
}

# Makes this machine ready as a node of the master: trust, binding, firewall, service.
function Invoke-EnsureMaster($Request, $Report, [string]$PfxPath) {
    $service = Get-ServiceOfRole 'master'
    $config = Get-ConfigPath $service
    $bytes = Read-ServiceConfig $service $config
    $members = (Read-Config $bytes).Members
    $named = Set-NamedCertificate $Request['certificate'] $PfxPath $members $Report
    $changed = $named.changed
    $written = $false
    if ($named.use -ne '') {
        $written = Set-ConfigBytes $config (Edit-Config $bytes @{ SSLCertThumbprint = $named.use }) (Get-Sha256 $bytes)
        $report.Add((Get-Sentence $written $config 'names it now; the file as it was stands beside it as a .bak.' 'named it already.'))
        $members = (Read-Config (Read-ServiceConfig $service $config)).Members
    }
    foreach ($each in @($Request['trust'])) {
        $certificate = Read-PublicCertificate $each['certificate'] ''
        $added = Add-TrustedCertificate $certificate $each['mark']
        $report.Add((Get-Sentence $added "The worker's certificate $($certificate.Thumbprint)" 'is trusted now.' 'was trusted already.'))
        $changed = $changed -or $added
    }
    if ($null -ne $Request['port']) {
        $port = [int]$Request['port']
        $thumbprint = Get-Thumbprint (Get-SettingIn $members 'SSLCertThumbprint')
        if ($thumbprint -eq '') { Stop-With 'configUnreadable' 'MasterSettings.config names no certificate (SSLCertThumbprint).' }
        $binding = Invoke-BindPort @{ port = $port; thumbprint = $thumbprint; negotiateClientCertificate = $Request['negotiateClientCertificate'] }
        $bound = $binding.changed
        $report.Add((Get-Sentence $bound "Port $port" "is bound to $thumbprint now." "was bound to $thumbprint already."))
        if ($null -ne $binding.lost) { $report.Add("What netsh has no option for was set of port $port before and is not any more: $(@($binding.lost) -join ', ').") }
        $opened = Open-FirewallPort $Request['firewallRule'] $port
        $report.Add((Get-Sentence $opened "Port $port" 'is open in the firewall now.' 'was open in the firewall already.'))
        if (-not (Test-SameSetting (Get-SettingIn $members 'PortNumber') ([long]$port))) {
            $report.Add("MasterSettings.config has the port $(Get-SettingIn $members 'PortNumber'), not ${port}: that was left as it is.")
        }
        $changed = $changed -or $bound -or $opened
    }
    # An earlier run may have ended between the config and the restart.
    $restart = $written -or ($named.use -ne '' -and (Get-ConfigReading $service $config) -eq 'unread')
    $served = Set-ServiceInUse $service $restart $Request['timeoutSeconds'] $report
    $result = New-Result ($changed -or $written -or $served)
    $result.report = $report.ToArray()
    if ($null -ne $named.toDo) { $result.toDo = @($named.toDo) }
    return $result
}

# Sees to it that the certificate that the topology names is in Root with its private key. `use`: the thumbprint that the config
# has to name, since the master answers with it; else empty, and the config and the port are let alone. `toDo`: what is left.
function Set-NamedCertificate($Named, [string]$PfxPath, $Members, $Report) {
    $none = @{ changed = $false; use = ''; toDo = $null }
    if ($null -eq $Named) {
        if ($PfxPath -ne '') { $Report.Add('The topology names no certificate for the master: the PFX was not read.') }
        return $none
    }
    $thumbprint = Get-Thumbprint $Named['thumbprint']
    $stored = Find-Certificate 'Root' $thumbprint
    $isThere = $null -ne $stored -and (Test-KeyThere $stored)
    if (-not $isThere -and $PfxPath -eq '') {
        $none.toDo = "The private key of the master's certificate $thumbprint is not in LocalMachine\Root, and this machine cannot be the master with it. Run this script again with -PfxPath and the path of the PFX that has it."
        return $none
    }
    if (-not $isThere) { $stored = Import-CertificateWithKey $PfxPath $thumbprint }
    $Report.Add((Get-Sentence (-not $isThere) "The master's certificate $thumbprint" 'was imported with its private key.' 'was there with its private key already.'))
    if ($isThere -and $PfxPath -ne '') { $Report.Add('The PFX was not read.') }
    if (-not (Test-SelfSigned $stored)) { $Report.Add('It is not self-signed. Windows then refuses every worker (403), unless ClientAuthTrustMode of SCHANNEL is 2.') }
    $own = Get-Thumbprint (Get-SettingIn $Members 'SSLCertThumbprint')
    $use = if ($Named['inUse']) { $thumbprint } else { '' }
    if ($use -eq '' -and $own -ne $thumbprint) { $Report.Add("The master goes on with ${own}: its config and its port were not changed for the new one.") }
    return @{ changed = -not $isThere; use = $use; toDo = $null }
}

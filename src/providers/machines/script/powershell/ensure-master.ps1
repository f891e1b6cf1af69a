# Makes this machine ready as a node of the master: trust, binding, firewall, service.
function Invoke-EnsureMaster($Request, $Report) {
    $service = Get-ServiceOfRole 'master'
    $members = (Read-Config (Read-ServiceConfig $service (Get-ConfigPath $service))).Members
    $changed = $false
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
    $served = Set-ServiceInUse $service $false $Request['timeoutSeconds'] $report
    $result = New-Result ($changed -or $served)
    $result.report = $report.ToArray()
    return $result
}

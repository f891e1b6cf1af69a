# Brings this machine into service as a worker, with what can be found out here. Everything may be there already. The
# report is the caller's: it tells what was done even where a later part fails.
function Invoke-EnsureWorker($Request, $Report) {
    $service = Get-ServiceOfRole 'worker'
    $config = Get-ConfigPath $service
    $bytes = Read-ServiceConfig $service $config
    $members = (Read-Config $bytes).Members
    $wanted = [ordered]@{}
    if ($null -ne $Request['endpoint']) { $wanted['MasterEndpoint'] = [string]$Request['endpoint'] }
    $changed = $false
    if ($null -ne $Request['masterCertificate']) {
        $master = Read-PublicCertificate $Request['masterCertificate'] ''
        $added = Add-TrustedCertificate $master $(if ($null -ne $Request['masterMark']) { $Request['masterMark'] } else { $Request['mark'] })
        $report.Add((Get-Sentence $added "The master's certificate $($master.Thumbprint)" 'is trusted now.' 'was trusted already.'))
        $changed = $changed -or $added
        $later = Find-LaterMaster $Request $config $members $master.Thumbprint
        if ($null -eq $later) { $wanted['MasterHttpsCertThumbprint'] = $master.Thumbprint }
        else { $report.Add("$config names the certificate $later of the master, and was written after this script was made: that was left as it is. Make the script again.") }
    }
    $next = Add-NextMasters $Request $Report
    $changed = $changed -or $next
    $found = Find-WorkerCertificate $Request $members
    $worker = $found.certificate
    $report.Add((Get-Sentence $found.made "The worker's certificate $($worker.Thumbprint)" 'was made, with a private key that stays on this machine.' 'was there already.'))
    $wanted['WorkerHttpsCertThumbprint'] = $worker.Thumbprint
    $public = [System.Security.Cryptography.X509Certificates.X509Certificate2]::new([byte[]]$worker.RawData)
    $trusted = Add-TrustedCertificate $public $Request['mark']
    $report.Add((Get-Sentence $trusted 'This machine' 'trusts it now.' 'trusted it already.'))
    $granted = Add-KeyReaderOrTell $worker $service $report
    foreach ($setting in $Request['settings'].GetEnumerator()) {
        $keys = @(Get-KeysIn $members $setting.Key $Request['settingsAsWritten'])
        foreach ($key in $keys) { $wanted[$key] = $setting.Value }
        if ($keys.Count -eq 0) { $report.Add("$($setting.Key) was left as it is: $config has neither of its spellings, and which one the service reads is not known. Name it in settingsAsWritten.") }
    }
    $edited = Edit-Config $bytes $wanted
    $written = Set-ConfigBytes $config $edited (Get-Sha256 $bytes)
    $report.Add((Get-Sentence $written $config 'was changed; the file as it was stands beside it as a .bak.' 'was as wanted already.'))
    # An earlier run may have ended between the config and the restart.
    $reading = Get-ConfigReading $service $config
    $restart = $written -or $granted -or $reading -eq 'unread'
    if (-not $restart -and $reading -eq 'written') { $report.Add("$config was written after $($service.name) had started, and not by this script: where a person changed it, restart the service.") }
    $served = Set-ServiceInUse $service $restart $Request['timeoutSeconds'] $report
    $result = New-Result ($changed -or $found.made -or $trusted -or $granted -or $written -or $served)
    $result.certificate = [Convert]::ToBase64String($worker.RawData)
    $result.report = $report.ToArray()
    return $result
}

# What the master is going to answer with: trusted ahead of time, and named by nothing yet. Whether one had to be added.
function Add-NextMasters($Request, $Report) {
    $changed = $false
    foreach ($each in @($Request['alsoTrust'] | Where-Object { $null -ne $_ })) {
        $next = Read-PublicCertificate $each['certificate'] ''
        $added = Add-TrustedCertificate $next $each['mark']
        $Report.Add((Get-Sentence $added "The master's next certificate $($next.Thumbprint)" 'is trusted now.' 'was trusted already.'))
        $Report.Add('When the master has gone over to it, make this script again and run it here: it then changes MasterHttpsCertThumbprint and restarts the service.')
        $changed = $changed -or $added
    }
    return $changed
}

# The master's certificate that the config names, where we have brought it and the config was written after this script was
# made: the master has gone over to it, and an old script would cut the worker off.
function Find-LaterMaster($Request, [string]$Config, $Members, [string]$Thumbprint) {
    if ($null -eq $Request['madeAt'] -or $null -eq $Request['masterMark']) { return }
    $pinned = Get-Thumbprint (Get-SettingIn $Members 'MasterHttpsCertThumbprint')
    $found = if ($pinned -ne '' -and $pinned -ne $Thumbprint) { Find-Certificate 'Root' $pinned }
    if ($null -eq $found -or (Get-WindowsFriendlyName $found) -cne $Request['masterMark']) { return }
    if ([IO.File]::GetLastWriteTimeUtc($Config) -gt (Get-UtcTime $Request['madeAt'])) { return $pinned }
}

# Whether the account had to be let in. A key in the TPM is left to the administrator, who runs this, and the rest is done.
function Add-KeyReaderOrTell($Certificate, $Service, $Report) {
    try { $granted = Add-KeyReader $Certificate $Service } catch {
        if ((Get-FailureCode $_) -ne 'keyInTpm') { throw }
        $Report.Add("$(Get-InnerMessage $_) See there that $($Service.account) may read it.")
        return $false
    }
    $Report.Add((Get-Sentence $granted "$($Service.account)" 'may read its private key now.' 'could read its private key already.'))
    return $granted
}

# The certificate that is named, else that of the config, else one of ours, else a new one.
function Find-WorkerCertificate($Request, $Members) {
    $named = Get-Thumbprint $Request['workerThumbprint']
    if ($named -ne '') {
        $certificate = Find-Certificate 'My' $named
        if ($null -eq $certificate) { Stop-With 'certificateMissing' "$named is not in LocalMachine\My." }
        return @{ certificate = $certificate; made = $false }
    }
    $own = Find-Certificate 'My' (Get-Thumbprint (Get-SettingIn $Members 'WorkerHttpsCertThumbprint'))
    if ($null -ne $own -and $own.HasPrivateKey -and $own.NotAfter -gt [DateTime]::Now) { return @{ certificate = $own; made = $false } }
    $days = if ($null -ne $Request['days']) { [int]$Request['days'] } else { 1825 }
    $replaces = if ($null -ne $own) { $own.Thumbprint } else { '' }
    $got = Get-MarkedCertificate @{ names = @(Get-WindowsHostName); mark = $Request['mark']; days = $days; store = 'My'; usage = 'client'; replaces = $replaces }
    return @{ certificate = $got.certificate; made = $got.changed }
}

# Makes a new certificate for the worker beside the one in use: its own Root trusts it, and the service's account may read its
# key. Nothing names it yet.
function Invoke-NewCertificate($Request, $Report) {
    $service = Get-ServiceOfRole 'worker'
    $members = (Read-Config (Read-ServiceConfig $service (Get-ConfigPath $service))).Members
    $used = Find-Certificate 'My' (Get-Thumbprint (Get-SettingIn $members 'WorkerHttpsCertThumbprint'))
    $made = Get-UtcTime $Request['madeAt']
    # Windows lets a certificate begin ten minutes before it was made.
    $isNew = $null -ne $used -and (Get-WindowsFriendlyName $used) -ceq $Request['mark'] -and $used.NotBefore.ToUniversalTime() -ge $made.AddMinutes(-10)
    $got = if ($isNew) { @{ certificate = $used; changed = $false } } else {
        $replaces = if ($null -ne $used) { $used.Thumbprint } else { '' }
        Get-MarkedCertificate @{ names = @(Get-WindowsHostName); mark = $Request['mark']; days = [int]$Request['days']; store = 'My'; usage = 'client'; replaces = $replaces }
    }
    $new = $got.certificate
    $Report.Add((Get-Sentence $got.changed "The new certificate $($new.Thumbprint)" 'was made, with a private key that stays on this machine.' 'was made before.'))
    $trusted = Add-TrustedCertificate ([System.Security.Cryptography.X509Certificates.X509Certificate2]::new([byte[]]$new.RawData)) $Request['mark']
    $Report.Add((Get-Sentence $trusted 'This machine' 'trusts it now.' 'trusted it already.'))
    $granted = Add-KeyReaderOrTell $new $service $Report
    if ($isNew) { $Report.Add("$($service.name) uses it already.") }
    else { $Report.Add("$($service.name) goes on with $(if ($null -ne $used) { $used.Thumbprint } else { 'what its config names' }): its config was not changed, and it was not restarted.") }
    $result = New-Result ($got.changed -or $trusted -or $granted)
    $result.certificate = [Convert]::ToBase64String($new.RawData)
    $result.report = $Report.ToArray()
    return $result
}

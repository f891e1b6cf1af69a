# The answer to a request, both as JSON. It never throws.
function Get-Answer([string]$Text) {
    try {
        $request = ConvertFrom-WireJson $Text
        # The last: a command that nobody knew to be talkative must not spoil the answer.
        $value = @(Invoke-Operation $request)[-1]
        return ConvertTo-WireJson ([ordered]@{ ok = $true; value = $value })
    } catch {
        return ConvertTo-WireJson (Get-Failure $_)
    }
}

function Invoke-Operation($Request) {
    switch -CaseSensitive ([string]$Request['operation']) {
        'inspect' { return Get-Inspection $Request }
        'survey' { return Get-Survey $Request }
        'trustCertificate' { return Invoke-TrustCertificate $Request }
        'distrustCertificate' { return Invoke-DistrustCertificate $Request }
        'createCertificate' { return Invoke-CreateCertificate $Request }
        'grantKey' { return Invoke-GrantKey $Request }
        'readConfig' { return Invoke-ReadConfig $Request }
        'writeConfig' { return Invoke-WriteConfig $Request }
        'setStartMode' { return Invoke-SetStartMode $Request }
        'startService' { return Invoke-StartService $Request }
        'stopService' { return Invoke-StopService $Request }
        'restartService' { return Invoke-RestartService $Request }
        'bindPort' { return Invoke-BindPort $Request }
        'openFirewall' { return Invoke-OpenFirewall $Request }
        'ensureWorker' { return Invoke-EnsureWorker $Request ([System.Collections.Generic.List[string]]::new()) }
        'ensureMaster' { return Invoke-EnsureMaster $Request ([System.Collections.Generic.List[string]]::new()) '' }
        'newCertificate' { return Invoke-NewCertificate $Request ([System.Collections.Generic.List[string]]::new()) }
    }
    Stop-With 'scriptFailed' "There is no operation ""$($Request['operation'])""."
}

function New-Result([bool]$Changed) {
    return [ordered]@{ changed = $Changed }
}

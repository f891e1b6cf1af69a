function Invoke-StartService($Request) {
    return New-Result (Start-ScaleOutService (Get-ScaleOutService $Request['service']) $Request['timeoutSeconds'])
}

function Invoke-StopService($Request) {
    return New-Result (Stop-ScaleOutService (Get-ScaleOutService $Request['service']) $Request['timeoutSeconds'])
}

function Invoke-RestartService($Request) {
    Restart-ScaleOutService (Get-ScaleOutService $Request['service']) $Request['timeoutSeconds']
    return New-Result $true
}

# Whether it had to be started.
function Start-ScaleOutService($Service, [int]$Seconds) {
    if ($Service.state -eq 'running') { return $false }
    Assert-NotClustered $Service
    Assert-NotDisabled $Service
    Start-AndWait $Service.name $Seconds
    return $true
}

# Whether it had to be stopped.
function Stop-ScaleOutService($Service, [int]$Seconds) {
    if ($Service.state -eq 'stopped') { return $false }
    Assert-NotClustered $Service
    Stop-AndWait $Service.name $Seconds
    return $true
}

function Restart-ScaleOutService($Service, [int]$Seconds) {
    Assert-NotClustered $Service
    # Before it is stopped: it could not be started again.
    Assert-NotDisabled $Service
    if ($Service.state -ne 'stopped') { Stop-AndWait $Service.name $Seconds }
    Start-AndWait $Service.name $Seconds
}

function Assert-NotDisabled($Service) {
    if ($Service.startMode -eq 'disabled') {
        Stop-With 'serviceFailed' "$($Service.name) is disabled: set its start mode to automatic or manual first."
    }
}

function Start-AndWait([string]$Name, [int]$Seconds) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    # One that is still on its way down cannot be started yet.
    if ((Get-ServiceState $Name) -eq 'StopPending') { Wait-ServiceState $Name 'Stopped' $Seconds $clock }
    if ((Get-ServiceState $Name) -eq 'Stopped') {
        Invoke-OrStop 'serviceFailed' "$Name cannot be started:" { Start-WindowsService $Name }
    }
    Wait-ServiceState $Name 'Running' $Seconds $clock
}

function Stop-AndWait([string]$Name, [int]$Seconds) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    if ((Get-ServiceState $Name) -eq 'StartPending') { Wait-ServiceState $Name 'Running' $Seconds $clock }
    if (@('StopPending', 'Stopped') -notcontains (Get-ServiceState $Name)) {
        Invoke-OrStop 'serviceFailed' "$Name cannot be stopped:" { Stop-WindowsService $Name }
    }
    Wait-ServiceState $Name 'Stopped' $Seconds $clock
}

function Wait-ServiceState([string]$Name, [string]$State, [int]$Seconds, $Clock) {
    while ($true) {
        $now = Get-ServiceState $Name
        if ($now -eq $State) { return }
        # A service that ends while it starts never comes up: no use in waiting.
        if ($State -eq 'Running' -and $now -eq 'Stopped') { Stop-With 'serviceFailed' "$Name stopped again while it was starting." }
        if ($Clock.Elapsed.TotalSeconds -ge $Seconds) {
            Stop-With 'serviceTimeout' "$Name is still $now and not $State after $Seconds s."
        }
        Wait-WindowsMoment
    }
}

function Get-ServiceState([string]$Name) {
    return Invoke-OrStop 'serviceFailed' "$Name cannot be looked at:" { Get-WindowsServiceState $Name }
}

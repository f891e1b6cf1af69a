# Tries to reach places over TCP, all side by side, with a limit of three seconds in all.
function Get-ReachedPlaces($Places) {
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $tries = @(foreach ($place in @($Places | Select-Object -First 20)) {
            @{ Host = $place.host; Port = $place.port; Resolving = Start-WindowsResolving $place.host; Addresses = @(); Connecting = @(); Result = ''; Detail = '' }
        })
    try {
        while (@($tries | Where-Object { $_.Result -eq '' }).Count -gt 0) {
            foreach ($try in $tries) { if ($try.Result -eq '') { Step-Reaching $try } }
            if ($watch.ElapsedMilliseconds -ge 3000) { break }
            [System.Threading.Thread]::Sleep(10)
        }
    } finally {
        foreach ($try in $tries) { foreach ($each in $try.Connecting) { $each.Client.Dispose() } }
    }
    foreach ($try in $tries) { Get-ReachedPart $try }
}

# One step of one try: it never waits.
function Step-Reaching($Try) {
    if ($Try.Connecting.Count -eq 0) {
        if (-not $Try.Resolving.IsCompleted) { return }
        $fault = Get-TaskFault $Try.Resolving
        if ($null -ne $fault) {
            $Try.Result = $(if ($fault -is [System.Net.Sockets.SocketException]) { 'unresolved' } else { 'failed' })
            $Try.Detail = [string]$fault.Message
            return
        }
        $Try.Addresses = @($Try.Resolving.Result | Select-Object -First 4)
        if ($Try.Addresses.Count -eq 0) { $Try.Result = 'unresolved'; return }
        $Try.Connecting = @(foreach ($address in $Try.Addresses) {
                # A machine without IPv6 has no client for it.
                try {
                    $client = [System.Net.Sockets.TcpClient]::new($address.AddressFamily)
                    @{ Client = $client; Task = Start-WindowsConnecting $client $address $Try.Port }
                } catch { $Try.Detail = Get-InnerMessage $_ }
            })
        if ($Try.Connecting.Count -eq 0) { $Try.Result = 'failed' }
        return
    }
    $ended = @($Try.Connecting | Where-Object { $_.Task.IsCompleted })
    $faults = @($ended | ForEach-Object { Get-TaskFault $_.Task } | Where-Object { $null -ne $_ })
    if ($ended.Count -gt $faults.Count) { $Try.Result = 'open'; return }
    if ($ended.Count -lt $Try.Connecting.Count) { return }
    # Of several addresses the one that answered says most.
    $codes = @($faults | ForEach-Object { if ($_ -is [System.Net.Sockets.SocketException]) { [string]$_.SocketErrorCode } else { '' } })
    $Try.Result = $(if ($codes -contains 'ConnectionRefused') { 'refused' } elseif ($codes -contains 'TimedOut') { 'silent' } else { 'failed' })
    if ($Try.Result -eq 'failed') { $Try.Detail = [string]$faults[0].Message }
}

# The innermost error of a task that has ended; nothing where it did what it should.
function Get-TaskFault($Task) {
    if ($Task.IsCanceled) { return [OperationCanceledException]::new('It was cancelled.') }
    if (-not $Task.IsFaulted) { return }
    $fault = $Task.Exception
    while ($null -ne $fault.InnerException) { $fault = $fault.InnerException }
    return $fault
}

function Get-ReachedPart($Try) {
    $isNamed = $Try.Connecting.Count -gt 0
    $result = $(if ($Try.Result -ne '') { $Try.Result } elseif ($isNamed) { 'silent' } else { 'failed' })
    $detail = $(if ($Try.Result -eq '' -and -not $isNamed) { 'nothing came back for its name within 3 s' } else { $Try.Detail })
    $part = [ordered]@{ host = $Try.Host; port = $Try.Port; result = $result; addresses = @($Try.Addresses | ForEach-Object { $_.ToString() }) }
    if ($detail -ne '') { $part.detail = Get-ShortLine $detail }
    return $part
}

# The places of the request, and the MasterEndpoint of each worker's config; each once.
function Get-AskedPlaces($Asked, $Services) {
    $seen = @{}
    $places = @(foreach ($each in @($Asked['connect'])) { if ($null -ne $each) { @{ host = [string]$each['host']; port = [int]$each['port'] } } })
    foreach ($service in $Services) { if ($service.role -eq 'worker') { $places += @(Get-EndpointPlace (Get-ConfigText $service (Get-Fact 'config.endpoint'))) } }
    foreach ($place in $places) {
        $key = "$($place.host):$($place.port)".ToUpperInvariant()
        if ($place.host -eq '' -or $place.port -lt 1 -or $place.port -gt 65535 -or $seen.ContainsKey($key)) { continue }
        $seen[$key] = $true
        $place
    }
}

# Host and port of an address; nothing where it is none.
function Get-EndpointPlace([string]$Text) {
    $uri = $null
    if (-not [Uri]::TryCreate($Text.Trim(), [UriKind]::Absolute, [ref]$uri) -or $uri.Host -eq '') { return }
    @{ host = $uri.DnsSafeHost; port = $uri.Port }
}

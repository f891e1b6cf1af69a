# What http.sys answers with, from the registry: netsh speaks the machine's language. Address, Thumbprint, Store and AppId of
# each entry, and Values, what else is set of it, in the order of the fact 'http.option-values'.
function Get-WindowsBindings {
    $place = @(Get-Fact 'http.bindings')
    foreach ($address in @(Get-WindowsRegistryKeys $place[0])) {
        $path = "$($place[0])\$address"
        $hash = Get-WindowsRegistryValue $path $place[1]
        $store = Get-WindowsRegistryValue $path $place[2]
        $owner = Get-WindowsRegistryValue $path $place[3]
        if ($null -eq $hash) { continue }
        @{
            Address    = $address
            Thumbprint = [BitConverter]::ToString([byte[]]$hash).Replace('-', '')
            Store      = $(if ([string]$store -eq '') { 'MY' } else { [string]$store })
            AppId      = $(if ($null -ne $owner -and @($owner).Count -eq 16) { [Guid]::new([byte[]]$owner).ToString('B') } else { $null })
            Values     = @(Get-Fact 'http.option-values' | ForEach-Object { [string](Get-WindowsRegistryValue $path $_) })
        }
    }
}

# ExitCode and Output of netsh; each argument is one argument whatever it holds.
function Invoke-WindowsNetsh([string[]]$Arguments) {
    # With Stop, a line on standard error would be an exception in 5.1.
    $ErrorActionPreference = 'Continue'
    $output = & "$env:SystemRoot\System32\netsh.exe" @Arguments 2>&1 | ForEach-Object { [string]$_ }
    return @{ ExitCode = $LASTEXITCODE; Output = (@($output) -join ' ').Trim() }
}

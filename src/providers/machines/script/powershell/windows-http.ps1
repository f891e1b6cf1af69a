# Address, Thumbprint, Store and AppId of what http.sys answers with, from the registry: netsh speaks the machine's language.
function Get-WindowsBindings {
    $path = 'SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslBindingInfo'
    foreach ($address in @(Get-WindowsRegistryKeys $path)) {
        $hash = Get-WindowsRegistryValue "$path\$address" 'SslCertHash'
        $store = Get-WindowsRegistryValue "$path\$address" 'SslCertStoreName'
        $owner = Get-WindowsRegistryValue "$path\$address" 'AppId'
        if ($null -eq $hash) { continue }
        @{
            Address    = $address
            Thumbprint = [BitConverter]::ToString([byte[]]$hash).Replace('-', '')
            Store      = $(if ([string]$store -eq '') { 'MY' } else { [string]$store })
            AppId      = $(if ($null -ne $owner -and @($owner).Count -eq 16) { [Guid]::new([byte[]]$owner).ToString('B') } else { $null })
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

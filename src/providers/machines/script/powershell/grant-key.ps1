function Invoke-GrantKey($Request) {
    $thumbprint = Get-Thumbprint $Request['thumbprint']
    $certificate = Find-Certificate $Request['store'] $thumbprint
    if ($null -eq $certificate) { Stop-With 'certificateMissing' "$thumbprint is not in LocalMachine\$($Request['store'])." }
    return New-Result (Add-KeyReader $certificate (Get-ScaleOutService $Request['service']))
}

# Whether the account of a service had to be let in.
function Add-KeyReader($Certificate, $Service) {
    $path = Get-KeyFile $Certificate
    if ($null -eq $Service.accountSid) {
        Stop-With 'serviceFailed' "The account '$($Service.account)' of $($Service.name) cannot be resolved."
    }
    if (@(Get-FileReaders $path) -contains $Service.accountSid) { return $false }
    Add-WindowsFileReader $path $Service.accountSid
    if (@(Get-FileReaders $path) -notcontains $Service.accountSid) {
        Stop-With 'writeWithoutEffect' "The key of $($Certificate.Thumbprint) still cannot be read by $($Service.account): an entry may deny it."
    }
    return $true
}

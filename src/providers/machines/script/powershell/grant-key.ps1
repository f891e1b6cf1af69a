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
        Stop-With 'serviceFailed' "The account $($Service.account) of $($Service.name) cannot be resolved."
    }
    $readers = { Invoke-OrStop 'keyRightsFailed' "Who may read the key file $path cannot be seen:" { Get-FileReaders $path } }
    if (@(& $readers) -contains $Service.accountSid) { return $false }
    Invoke-OrStop 'keyRightsFailed' "$($Service.account) cannot be let read the key file ${path}:" { Add-WindowsFileReader $path $Service.accountSid }
    if (@(& $readers) -notcontains $Service.accountSid) {
        Stop-With 'writeWithoutEffect' "The key of $($Certificate.Thumbprint) still cannot be read by $($Service.account): an entry may deny it."
    }
    return $true
}

function Invoke-SetStartMode($Request) {
    return New-Result (Set-StartMode (Get-ScaleOutService $Request['service']) $Request['mode'])
}

# Whether it had to be set.
function Set-StartMode($Service, [string]$Mode) {
    if ($Service.startMode -eq $Mode) { return $false }
    Assert-NotClustered $Service
    $name = $Service.name
    Invoke-OrStop 'serviceFailed' "The start mode of $name cannot be set:" { Set-WindowsStartMode $name $Mode }
    $now = (Get-ScaleOutService $name).startMode
    if ($now -ne $Mode) { Stop-With 'writeWithoutEffect' "The start mode of $name is still $now after it was set to $Mode." }
    return $true
}

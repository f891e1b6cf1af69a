# The URLs that http.sys keeps for accounts, at most 500, each with the SIDs that may listen there.
function Get-UrlReservations {
    $path = Get-Fact 'http.url-reservations'
    foreach ($url in @(Get-WindowsRegistryNames $path | Select-Object -First 500)) {
        $bytes = Get-WindowsRegistryValue $path $url
        if ($bytes -isnot [byte[]]) { continue }
        [ordered]@{ url = $url; accounts = @(Get-ListeningSids $bytes) }
    }
}

# Who may listen by a self-relative security descriptor: the entries of its DACL that allow GENERIC_EXECUTE or GENERIC_ALL.
function Get-ListeningSids([byte[]]$Bytes) {
    if ($Bytes.Length -lt 20) { return }
    $acl = [BitConverter]::ToInt32($Bytes, 16)
    if ($acl -le 0 -or $acl + 8 -gt $Bytes.Length) { return }
    $count = [BitConverter]::ToUInt16($Bytes, $acl + 4)
    $at = $acl + 8
    for ($entry = 0; $entry -lt $count -and $at + 16 -le $Bytes.Length; $entry++) {
        $size = [BitConverter]::ToUInt16($Bytes, $at + 2)
        if ($size -lt 16 -or $at + $size -gt $Bytes.Length) { return }
        $mask = [BitConverter]::ToUInt32($Bytes, $at + 4)
        if ($Bytes[$at] -eq 0 -and ($mask -band 0x30000000) -ne 0) { Get-SidText $Bytes ($at + 8) ($at + $size) }
        $at += $size
    }
}

# A SID out of its bytes: revision, count, authority of six bytes from the highest on, and numbers of four from the lowest on.
function Get-SidText([byte[]]$Bytes, [int]$At, [int]$End) {
    $count = [int]$Bytes[$At + 1]
    if ($At + 8 + 4 * $count -gt $End) { return }
    $authority = [long]0
    for ($i = 2; $i -lt 8; $i++) { $authority = $authority * 256 + $Bytes[$At + $i] }
    $numbers = @(for ($i = 0; $i -lt $count; $i++) { [BitConverter]::ToUInt32($Bytes, $At + 8 + 4 * $i) })
    return (@("S-$($Bytes[$At])", $authority) + $numbers) -join '-'
}

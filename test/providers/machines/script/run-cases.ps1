# Runs many cases in one process: each has a world and requests. Reads the file of $env:MACHINE_CASES, writes one beside it.
$ErrorActionPreference = 'Stop'
foreach ($file in [IO.Directory]::GetFiles($env:MACHINE_SCRIPT, '*.ps1')) {
    if (@('begin.ps1', 'end.ps1') -notcontains [IO.Path]::GetFileName($file)) { . $file }
}
. "$env:MACHINE_HARNESS/simulated-windows.ps1"
$results = [ordered]@{}
$cases = ConvertFrom-WireJson ([IO.File]::ReadAllText($env:MACHINE_CASES))
foreach ($name in $cases.Keys) {
    $script:World = $cases[$name]['world']
    $script:Stores = @{}
    $answers = @(foreach ($request in $cases[$name]['requests']) { Get-Answer $request })
    $stores = [ordered]@{}
    foreach ($store in 'Root', 'My') {
        $stores[$store] = @(foreach ($each in (Get-SimulatedStore $store)) { [ordered]@{ thumbprint = $each.Thumbprint; friendlyName = (Get-WindowsFriendlyName $each); hasKey = $each.HasPrivateKey } })
    }
    # The editor alone: the new bytes, or the code of the failure.
    $edits = @(foreach ($edit in $cases[$name]['edits']) {
            try { [Convert]::ToBase64String((Edit-Config ([Convert]::FromBase64String($edit['bytes'])) $edit['changes'])) }
            catch { '!' + (Get-Failure $_).code + ' ' + (Get-Failure $_).message }
        })
    # By which keys a file has a setting, each list as one text.
    $spellings = @(foreach ($each in $cases[$name]['spellings']) {
            @(Get-KeysIn (Read-Config ([Text.Encoding]::UTF8.GetBytes($each['text']))).Members $each['key'] $each['asWritten']) -join ','
        })
    $echoes = @(foreach ($text in $cases[$name]['echoes']) { ConvertTo-WireJson (ConvertFrom-WireJson $text) })
    $results[$name] = [ordered]@{ echoes = $echoes; spellings = $spellings; edits = $edits; answers = $answers; world = $script:World; stores = $stores }
}
[IO.File]::WriteAllText("$env:MACHINE_CASES.out", (ConvertTo-WireJson $results))

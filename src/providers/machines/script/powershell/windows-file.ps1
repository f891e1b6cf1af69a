# Fails where another program has the file open for writing: half a file is never read.
function Read-WindowsFile([string]$Path) {
    return , [IO.File]::ReadAllBytes($Path)
}

# In one step: nobody ever sees half a file, or none. Attributes and access rules of the replaced file stay.
function Move-WindowsFileOver([string]$From, [string]$To, [string]$Backup) {
    [IO.File]::Replace($From, $To, $(if ($Backup -eq '') { [NullString]::Value } else { $Backup }))
}

function Wait-WindowsFile {
    Start-Sleep -Milliseconds 200
}

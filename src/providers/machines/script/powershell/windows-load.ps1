# The fixed disks: name, freeBytes, totalBytes.
function Get-WindowsDisks {
    foreach ($each in @([IO.DriveInfo]::GetDrives())) {
        if ([string]$each.DriveType -ne 'Fixed' -or -not $each.IsReady) { continue }
        [ordered]@{ name = $each.Name; freeBytes = $each.AvailableFreeSpace; totalBytes = $each.TotalSize }
    }
}

function Get-WindowsLoad {
    $system = @(Get-CimInstance -ClassName Win32_OperatingSystem)[0]
    $processor = @(Get-CimInstance -ClassName Win32_PerfFormattedData_PerfOS_Processor -Filter "Name = '_Total'")[0]
    return [ordered]@{ cpuPercent = [int]$processor.PercentProcessorTime; freeMemoryMegabytes = [long]([long]$system.FreePhysicalMemory / 1024) }
}

# The names of the services that a failover cluster starts and stops, and why it cannot be told of any other one; '' where it
# can. What the cluster owns can only be read while its own service runs.
function Get-ClusterView {
    $view = @{ Names = @(); Doubt = '' }
    $own = Get-Fact 'cluster.service'
    try {
        if ($null -eq (Get-WindowsRegistryValue "SYSTEM\CurrentControlSet\Services\$own" 'Start')) { return $view }
        $state = Get-WindowsServiceState $own
        if ($state -ne 'Running') {
            $view.Doubt = "the cluster service ($own) is installed and not running ($state), and what it owns can only be read while it runs"
            return $view
        }
        $path = @(Get-Fact 'cluster.resources')[0]
        if (@(Get-WindowsRegistryKeys $path.Split('\')[0]).Count -eq 0) { $view.Doubt = "$own runs, but HKLM\$path is not loaded"; return $view }
        foreach ($resource in @(Get-WindowsRegistryKeys $path)) {
            # One that cannot be read hides no other.
            try { $view.Names += @(Get-ClusteredService $resource) } catch { $view.Doubt = "HKLM\$path\$resource cannot be read: $(Get-InnerMessage $_)" }
        }
    } catch { $view.Doubt = "what $own owns cannot be read: $(Get-InnerMessage $_)" }
    return $view
}

# The service of a resource; nothing where it is another kind of resource.
function Get-ClusteredService([string]$Resource) {
    $place = @(Get-Fact 'cluster.resources')
    $name = [string](Get-WindowsRegistryValue "$($place[0])\$Resource\$($place[1])" $place[2])
    if ($name -ne '') { return $name }
}

function Assert-NotClustered($Service) {
    $name = $Service.name
    if ($null -eq $Service.clustered) {
        Stop-With 'clusterUnknown' "Whether a failover cluster owns $name cannot be told: $($Service.clusterDoubt). Nothing was done to it."
    }
    if ($Service.clustered) { Stop-With 'serviceFailed' "A failover cluster owns ${name}: change it with the cluster's own commands." }
}

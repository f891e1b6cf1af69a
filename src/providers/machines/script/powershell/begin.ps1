# Runs on a machine, in Windows PowerShell 5.1 or PowerShell 7. The request is data and never becomes part of a script.
param([string]$RequestText)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

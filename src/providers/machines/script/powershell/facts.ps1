# What the script takes for granted of Windows and of SQL Server.
# Generated from src/facts by scripts/machine-script.mjs. Do not edit.
function Get-Fact([string]$Id) {
    switch ($Id) {
        'service.names' { return @('SSISScaleOutMaster', 'SSISScaleOutWorker') }
    }
    throw "There is no fact $Id."
}

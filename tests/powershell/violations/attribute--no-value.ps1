# expect: attribute 3
Set-StrictMode -Version 2
function Get-Sum([Parameter(Mandatory)]$Left) { return $Left }

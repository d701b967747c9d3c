# expect: type 3
Set-StrictMode -Version 2
function Get-Sum([bigint]$Left) { return $Left }

# expect: parameter 4
Set-StrictMode -Version 2
function Get-Sum([int]$Left) { return $Left }
Get-Sum 1 2

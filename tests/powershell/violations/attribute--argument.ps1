# expect: attribute 3
Set-StrictMode -Version 2
function Get-Sum([Parameter(ValueFromPipeline = $true)]$Left) { return $Left }

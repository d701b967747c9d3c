# expect: attribute 2
[CmdletBinding()]
param([string]$Name)
Set-StrictMode -Version 2
Write-Output $Name

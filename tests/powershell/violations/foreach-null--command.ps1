# expect: foreach-null 4
Set-StrictMode -Version 2
function Get-List { return $null }
foreach ($item in Get-List) { Write-Output $item }

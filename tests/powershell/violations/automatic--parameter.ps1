# expect: automatic 3
Set-StrictMode -Version 2
function Get-Sum([int]$Input) { return 1 }

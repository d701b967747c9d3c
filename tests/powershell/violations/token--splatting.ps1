# expect: token 5
Set-StrictMode -Version 2
function Get-Sum([int]$Left) { return $Left }
$values = @{ 'Left' = 1 }
Get-Sum @values

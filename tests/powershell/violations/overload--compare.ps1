# expect: overload 3
Set-StrictMode -Version 2
$order = [string]::Compare('a', 'b', $true)

# expect: null-left 4
Set-StrictMode -Version 2
$value = 1
if ($value -eq $null) { $value = 2 }

# expect: variable-case 4
Set-StrictMode -Version 2
$lock = 1
Write-Output $Lock

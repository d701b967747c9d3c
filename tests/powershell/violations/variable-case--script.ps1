# expect: variable-case 5
Set-StrictMode -Version 2
$Lock = 1
function Get-Lock {
    $lock = 2
    return $lock
}
Write-Output $Lock

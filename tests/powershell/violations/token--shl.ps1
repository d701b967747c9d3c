# expect: token 3
Set-StrictMode -Version 2
$value = 1 -shl 4

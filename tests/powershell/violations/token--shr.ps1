# expect: token 3
Set-StrictMode -Version 2
$value = 16 -shr 4

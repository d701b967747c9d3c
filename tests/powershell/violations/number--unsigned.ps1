# expect: number 3
Set-StrictMode -Version 2
$value = 5u

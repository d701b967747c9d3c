# expect: variable 3
Set-StrictMode -Version 2
$global:One = 1

# expect: automatic 3
Set-StrictMode -Version 2
$args = 1

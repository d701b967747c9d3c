# expect: final-line 3
Set-StrictMode -Version 2
$one = 1
# expect: line-end 3
Set-StrictMode -Version 2
$one = 1
$two = 2

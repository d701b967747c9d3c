# expect: token 4
Set-StrictMode -Version 2
$one = 1
$two = $one ?? 2

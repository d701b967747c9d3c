# expect: token 4, token 4, node 4
Set-StrictMode -Version 2
$one = 1
$two = $one -eq 1 ? 3 : 4

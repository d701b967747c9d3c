# expect: token 4
Set-StrictMode -Version 2
$one = $null
$one ??= 2

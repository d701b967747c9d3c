# expect: foreach-null 4
Set-StrictMode -Version 2
$list = $null
foreach ($item in $list) { Write-Output $item }

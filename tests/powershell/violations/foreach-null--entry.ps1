# expect: foreach-null 4
Set-StrictMode -Version 2
$entry = @{ 'List' = @(1) }
foreach ($item in $entry['List']) { Write-Output $item }

# expect: collection 4
Set-StrictMode -Version 2
$entry = @{ 'List' = @(1) }
$size = $entry['List'].Length

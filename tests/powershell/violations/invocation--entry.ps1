# expect: invocation 4
Set-StrictMode -Version 2
$entry = @{ 'Block' = { 1 } }
& $entry['Block']

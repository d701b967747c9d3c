# expect: invocation 4
Set-StrictMode -Version 2
$program = 'sc.exe'
& $program query

# expect: automatic 3
Set-StrictMode -Version 2
$script:Matches = 1

# expect: member 3
Set-StrictMode -Version 2
$block = [scriptblock]::Create('1')

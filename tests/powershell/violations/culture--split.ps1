# expect: culture 3
Set-StrictMode -Version 2
$parts = '1and2' -split 'and'

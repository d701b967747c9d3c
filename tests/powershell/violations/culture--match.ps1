# expect: culture 3
Set-StrictMode -Version 2
$found = 'ID' -match 'id'

# expect: culture 3
Set-StrictMode -Version 2
$table = @{}

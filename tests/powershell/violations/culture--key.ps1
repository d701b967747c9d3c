# expect: culture 4
Set-StrictMode -Version 2
$name = 'a'
$table = @{ $name = 1 }

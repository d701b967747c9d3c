# expect: member 4
Set-StrictMode -Version 2
$name = 'Length'
$size = 'abc'.$name

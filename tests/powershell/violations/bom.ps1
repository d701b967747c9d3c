# expect: bom 1
Set-StrictMode -Version 2
$text = 'a'

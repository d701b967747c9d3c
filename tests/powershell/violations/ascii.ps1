# expect: ascii 3
Set-StrictMode -Version 2
$text = 'é'

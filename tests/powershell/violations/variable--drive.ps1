# expect: variable 3
Set-StrictMode -Version 2
$body = $function:prompt
